using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Teams.People;

namespace Duet.Teams.Me;

/// <summary>The asking person's own work by week, beside the total of their team where enough people stand behind that.</summary>
internal sealed class OwnWork(IMetrics metrics, Caller caller, Func<Installation> installation, TimeProvider time)
{
    private static readonly string[] Shown = ["change.count", "review.count", "commit.count"];

    /// <param name="team">The primary team of today; null for none.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<IReadOnlyList<OwnSeries>> ReadAsync(PersonTeam? team, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.OwnDataRead);
        if (caller.PersonId is not { } person)
            return [];
        List<OwnSeries> work = [];
        foreach (var definition in Shown.Select(metrics.Find).OfType<MetricDefinition>())
        {
            var query = new MetricQuery
            {
                Key = definition.Key,
                Period = Grains.Recent(time.GetUtcNow(), Grain.Week, installation().Zone),
                Grain = Grain.Week,
            };
            if ((await metrics.SeriesAsync(query with { Self = PersonNumber.Of(person) }, cancellationToken)).Series is not { } own)
                continue;
            var beside = team is not null && metrics.DimensionsOf(definition).Contains("team")
                ? (await metrics.SeriesAsync(query with { Where = [new DimensionFilter("team", team.Name)] }, cancellationToken)).Series
                : null;
            work.Add(new OwnSeries(definition, own.Points, beside?.Points ?? []));
        }
        return work;
    }
}

/// <summary>One metric of the person's own work, week by week.</summary>
/// <param name="Definition">What is counted.</param>
/// <param name="Own">Theirs alone.</param>
/// <param name="Team">Of the whole team, hidden where too few stand behind it; empty without a team.</param>
internal sealed record OwnSeries(MetricDefinition Definition, IReadOnlyList<SeriesPoint> Own, IReadOnlyList<SeriesPoint> Team);
