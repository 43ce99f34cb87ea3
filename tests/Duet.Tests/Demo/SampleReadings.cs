using Duet.Demo;
using Duet.Engine.Delivery;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Statistics;
using Duet.Engine.Time;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Demo;

/// <summary>Every metric of the sample organisation, as a whole and in every repository or service, read for shifts.</summary>
public sealed class SampleReadings : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 19, 11, 0, 0, TimeSpan.Zero);

    private static readonly string[] Places = ["repo", "service", "name"];

    internal List<FoundShift> Shifts { get; } = [];
    internal int SeriesRead { get; private set; }

    /// <summary>Changes whose deployment is not the one that the sample itself says.</summary>
    internal long OtherDeployments { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var time = new FakeTimeProvider(Now);
        await using var store = await DuckDbFactStore.OpenAsync(null);
        await SampleHistory.WriteAsync(new SampleHistory(SampleOrganisation.Create(), time).Tell(), store, SampleHistory.Source);
        OtherDeployments = await new DeploymentAttribution(store).RunAsync("sample", CancellationToken.None);
        using var catalogue = new MetricCatalogue();
        var engine = new MetricEngine(catalogue, store, () => new Installation(), time);
        // Note: neighbouring points of a bus factor share 51 of their 52 weeks, so a series of it is no place to look for shifts.
        foreach (var metric in engine.Definitions.Where(metric => metric.Aggregate != "bus_factor" && !metric.IsReleased))
        {
            await ReadAsync(engine, metric, null);
            await ReadAsync(engine, metric, Places.First(engine.DimensionsOf(metric).Contains));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task ReadAsync(MetricEngine engine, MetricDefinition metric, string? by)
    {
        var start = new SampleClock(Now, SampleOrganisation.Weeks).Start;
        var query = new MetricQuery
        {
            Key = metric.Key,
            Period = new Period(start, start.AddDays(7 * SampleOrganisation.Weeks)),
            Grain = Grain.Week,
            By = by is null ? [] : [by],
        };
        var answer = await engine.SeriesAsync(query, CancellationToken.None);
        foreach (var (group, reading) in Readings.Of(answer.Series!, metric.Better))
        {
            SeriesRead++;
            Shifts.AddRange(reading.Shifts.Where(shift => shift.Confidence == ShiftConfidence.Confirmed)
                .Select(shift => new FoundShift(metric.Key, group, shift.Index, shift.Direction)));
        }
    }
}

/// <summary>A confirmed shift.</summary>
/// <param name="Place">The repository or service; null for the whole.</param>
/// <param name="Week">From the start of the history.</param>
internal sealed record FoundShift(string Metric, string? Place, int Week, Direction Direction)
{
    public bool Tells(SampleStory story) =>
        Metric == story.Metric && story.Values.Contains(Place) && Boundaries(story).Any(week => Math.Abs(Week - week) <= 3);

    /// <summary>Moves for the same reason: the planted metric in a whole, or another metric that it carries along; its date is less sharp.</summary>
    public bool Echoes(SampleStory story) =>
        (Metric == story.Metric || story.Echoes.Contains(Metric))
        && (Place is null || story.Values.Contains(Place))
        && Boundaries(story).Any(week => Math.Abs(Week - week) <= 10);

    private static IEnumerable<int> Boundaries(SampleStory story) =>
        story.UntilWeek is { } until ? [story.FromWeek, until] : [story.FromWeek];
}
