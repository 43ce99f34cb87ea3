using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;

namespace Duet.Overview;

/// <summary>Puts the board together from the catalogue and its numbers.</summary>
internal sealed class Boards(IMetrics metrics, MetricViews views, Func<Installation> installation, TimeProvider time)
{
    public async Task<Board> OfAsync(Selection selection, CancellationToken cancellationToken)
    {
        var cells = Enum.GetValues<Concept>()
            .SelectMany(_ => new[] { Lens.Product, Lens.Devex }, (concept, lens) => (Concept: concept, Lens: lens))
            .Select(cell => (cell.Concept, cell.Lens, Metrics: Candidates(cell.Concept, cell.Lens)))
            .ToList();
        var shown = await ViewsAsync([.. cells.SelectMany(cell => cell.Metrics)], selection, cancellationToken);
        var chosen = cells.ToDictionary(
            cell => (cell.Concept, cell.Lens),
            cell => cell.Metrics.Select(metric => shown[metric.Key]).Where(view => !view.Waits)
                // A metric without a value is honest, but does not push one with a value off the board.
                .OrderBy(view => view.Now is null).Take(Headlines.MostPerCell).ToList());
        var guards = await ViewsAsync(
            [.. chosen.Values.SelectMany(cell => cell).Select(GuardOf).OfType<MetricDefinition>().DistinctBy(guard => guard.Key)],
            selection, cancellationToken);

        BoardCell Cell(Concept concept, Lens lens) => new(
            lens,
            [.. chosen[(concept, lens)].Select(view => new BoardMetric(view, GuardOf(view) is { } guard ? guards[guard.Key] : null))],
            [.. cells.First(cell => (cell.Concept, cell.Lens) == (concept, lens)).Metrics
                .Where(metric => shown[metric.Key].Waits).Take(Headlines.MostWaiting)]);

        return new Board(
            [.. Enum.GetValues<Concept>().Select(concept => new BoardRow(concept, Cell(concept, Lens.Product), Cell(concept, Lens.Devex)))],
            selection.Shown(time.GetUtcNow(), installation().Zone).Start);
    }

    /// <summary>The selection, moved to where commits are if its span has none.</summary>
    public Task<Selection> WhereDataIsAsync(Selection selection, CancellationToken cancellationToken) =>
        metrics.Find("commit.count") is { } commits
            ? views.WhereDataIsAsync(commits, selection, cancellationToken)
            : Task.FromResult(selection);

    /// <summary>Names of the repositories, for the filter.</summary>
    public async Task<IReadOnlyList<string>> RepositoriesAsync(CancellationToken cancellationToken) =>
        metrics.Find("commit.count") is { } commits ? await metrics.ValuesOfAsync(commits, "repo", 200, cancellationToken) : [];

    private List<MetricDefinition> Candidates(Concept concept, Lens lens) =>
        [.. Headlines.Of(concept, lens, metrics).Take(Headlines.MostPerCell + Headlines.MostWaiting)];

    private MetricDefinition? GuardOf(MetricView view) => view.Definition.Guard is { } key ? metrics.Find(key) : null;

    private async Task<Dictionary<string, MetricView>> ViewsAsync(
        IReadOnlyList<MetricDefinition> wanted, Selection selection, CancellationToken cancellationToken)
    {
        var found = await views.OfAsync([.. wanted.Select(metric => (metric, At(selection, metric.Key)))], cancellationToken);
        return found.ToDictionary(view => view.Definition.Key);
    }

    private static Selection WithAYear(Selection selection) => selection.To is { } to
        ? selection with { From = to.AddYears(-1) }
        : selection with { Weeks = Selection.Spans[^1] };

    private static Selection At(Selection selection, string key) => Headlines.GrainOf(key) is var grain and not Grain.Week
        ? WithAYear(selection) with { Grain = grain }
        : selection;
}
