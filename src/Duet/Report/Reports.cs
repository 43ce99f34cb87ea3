using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;
using Duet.Sources;

namespace Duet.Report;

/// <summary>Makes a report of repositories, with stores that live only as long as it takes.</summary>
internal sealed class Reports(ISource git, TimeProvider time)
{
    // A report over a longer span is read by month, so that each point stands on enough rows.
    private static readonly TimeSpan LongestByWeek = TimeSpan.FromDays(190);

    // Of these a history knows that there were none; of other facts it knows nothing.
    private static readonly string[] FilledByGit = ["commit", "file_change", "change", "release"];

    /// <exception cref="SourceException">A repository could not be read.</exception>
    public async Task<ReportContent> MakeAsync(
        ReportRequest request, IProgress<ReportProgress> progress, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var facts = await DuckDbFactStore.OpenAsync(null, cancellationToken: cancellationToken);
        HashSet<string> names = [];
        foreach (var location in request.Locations)
        {
            var name = SourceNames.From(Directory.Exists(location) ? Path.GetFullPath(location) : location, names);
            names.Add(name);
            await ReadAsync(name, location, request, facts, folder, progress, cancellationToken);
        }

        var installation = new Installation { Zone = request.Zone };
        using var catalogue = new MetricCatalogue();
        var metrics = new MetricEngine(catalogue, facts, () => installation, time);
        var views = new MetricViews(metrics, new ViewCache(time), Caller.Host, () => installation, time);
        return await AskAsync(request, metrics, views, cancellationToken);
    }

    private async Task ReadAsync(
        string name, string location, ReportRequest request, IFactStore facts, TemporaryFolder folder,
        IProgress<ReportProgress> progress, CancellationToken cancellationToken)
    {
        if (git.Check(location) is { } problem)
            throw new SourceException(problem);
        var import = new SourceImport
        {
            Name = name,
            Location = location,
            WorkFolder = folder.Next(),
            Facts = facts,
            Progress = new Relay(step => progress.Report(new ReportProgress(location, step))),
            DetailsSince = request.Period.Start,
        };
        await git.ImportAsync(import, cancellationToken);
    }

    private static async Task<ReportContent> AskAsync(
        ReportRequest request, MetricEngine metrics, MetricViews views, CancellationToken cancellationToken)
    {
        var grain = request.Period.Length > LongestByWeek ? Grain.Month : Grain.Week;
        List<ReportMetric> answers = [];
        List<MetricDefinition> waiting = [];
        foreach (var definition in metrics.Definitions.OrderBy(metric => metric.Concept).ThenBy(metric => metric.Key, StringComparer.Ordinal))
        {
            var whole = new MetricQuery { Key = definition.Key, Period = request.Period, Grain = grain };
            var total = FilledByGit.Contains(definition.Fact) ? (await metrics.SeriesAsync(whole, cancellationToken)).Series : null;
            if (total is not { Totals: [var point, ..] })
            {
                waiting.Add(definition);
                continue;
            }
            var view = await views.OfAsync(definition, Shown(request, grain), cancellationToken);
            var split = request.Locations.Count > 1 && metrics.DimensionsOf(definition).Contains("repo")
                ? (await metrics.SeriesAsync(whole with { By = ["repo"] }, cancellationToken)).Series?.Totals ?? []
                : [];
            answers.Add(new ReportMetric(view, point, split));
        }
        return new ReportContent
        {
            Repositories = request.Locations,
            Period = request.Period,
            Grain = grain,
            Zone = request.Zone,
            Metrics = answers,
            Waiting = waiting,
        };
    }

    private static Selection Shown(ReportRequest request, Grain grain) => new()
    {
        From = Day(request.Period.Start, request.Zone),
        To = Day(request.Period.End, request.Zone),
        Grain = grain,
    };

    private static DateOnly Day(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private sealed class Relay(Action<SourceProgress> report) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => report(value);
    }
}

/// <summary>What to report on: paths or addresses, the span, and the zone whose months and weeks count.</summary>
internal sealed record ReportRequest(IReadOnlyList<string> Locations, Period Period, TimeZoneInfo Zone);

/// <summary>Where the reading of one repository stands.</summary>
internal sealed record ReportProgress(string Location, SourceProgress Step);
