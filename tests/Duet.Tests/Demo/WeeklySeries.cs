using Duet.Demo;
using Duet.Engine.Facts;
using Duet.Engine.Statistics;

namespace Duet.Tests.Demo;

/// <summary>
/// The planted quantities, week by week, computed here from the facts: an oracle that shares no code with the metric engine.
/// </summary>
internal static class WeeklySeries
{
    public static double[] Of(SampleFacts facts, string metric, string place, DateTimeOffset start) => metric switch
    {
        "change.time_to_first_review" => Medians(start,
            facts.Changes.Where(change => change.Repo == place && change is { AuthorKind: ActorKind.Human, ReadyAt: not null, FirstReviewAt: not null }),
            change => change.ReadyAt!.Value, change => (change.FirstReviewAt - change.ReadyAt)!.Value.TotalHours),
        "build.duration" => Medians(start,
            facts.Runs.Where(run => run.Repo == place && run.Outcome is Outcome.Success or Outcome.Failure),
            run => run.StartedAt, run => (run.FinishedAt - run.StartedAt)!.Value.TotalMinutes),
        "deployment.failed_share" => Weeks(start,
            facts.Deployments.Where(deployment => deployment.Service == place && deployment is { Environment: "production", FinishedAt: not null }),
            deployment => deployment.FinishedAt!.Value, deployment => deployment.FailedAt is null ? 0 : 1, values => values.Average()),
        _ => throw new ArgumentException(metric),
    };

    private static double[] Medians<T>(DateTimeOffset start, IEnumerable<T> rows, Func<T, DateTimeOffset> at, Func<T, double> value) =>
        Weeks(start, rows, at, value, values => Quantile.Median(values)!.Value);

    // Complete weeks only; a week without rows would be a mistake in the sample, and throws.
    private static double[] Weeks<T>(
        DateTimeOffset start, IEnumerable<T> rows, Func<T, DateTimeOffset> at, Func<T, double> value, Func<IEnumerable<double>, double> fold)
    {
        var weeks = rows.ToLookup(row => (int)Math.Floor((at(row) - start).TotalDays / 7), value);
        return [.. Enumerable.Range(0, SampleOrganisation.Weeks).Select(week => fold(weeks[week]))];
    }
}
