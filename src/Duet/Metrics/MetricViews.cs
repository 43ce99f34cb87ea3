using Duet.Access;
using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Metrics;

/// <summary>Asks metrics for pages: series with their reading, kept as long as the facts do not change.</summary>
internal sealed class MetricViews(IMetrics metrics, ViewCache cache, Caller caller, Func<Installation> installation, TimeProvider time)
{
    public async Task<MetricView> OfAsync(MetricDefinition definition, Selection selection, CancellationToken cancellationToken)
    {
        var isConnected = Needs.Of(definition) is Need.History && metrics.Find("commit.count") is { } commits && await HasRowsAsync(commits, cancellationToken);
        if (!isConnected && !await HasRowsAsync(definition, cancellationToken))
            return new MetricView { Definition = definition, Selection = selection };
        var applicable = selection with { Where = Applicable(definition, selection), Grain = definition.IsReleased ? Grain.Wave : selection.Grain };
        // What one role may see must never be what another is shown.
        var scope = $"{await caller.TeamsAsync(cancellationToken)} {(definition.IsReleased ? caller.Can(Permission.SurveyResults) : "")}";
        var key = $"{definition.Key} {definition.Version} {scope} {installation().Zone.Id} {installation().Floor} {applicable.ToApiQuery(time.GetUtcNow(), installation().Zone)}";
        var view = await cache.OrAskAsync(metrics.Version, key, () => AskAsync(definition, applicable, cancellationToken));
        return view with { IsConnected = isConnected };
    }

    /// <summary>
    /// The selection itself where its span holds rows of the metric, or nothing ever did; else as many weeks up to the
    /// newest row. A clone that nobody fetched for months still shows how it went until then.
    /// </summary>
    public async Task<Selection> WhereDataIsAsync(MetricDefinition definition, Selection selection, CancellationToken cancellationToken)
    {
        if (selection.From is not null)
            return selection;
        var view = await OfAsync(definition, selection, cancellationToken);
        if (view.Series is not { } series || view.Shown.Any(point => MetricView.Holds(definition, point)))
            return selection;
        var newest = series.Points.LastOrDefault(point => !point.Suppressed && MetricView.Holds(definition, point))?.Period.Start
            ?? (series.Coverage.To < selection.Shown(time.GetUtcNow(), installation().Zone).Start ? series.Coverage.To : null);
        return newest is { } last ? selection.UpTo(last, installation().Zone) : selection;
    }

    /// <summary>Several at once, in the order given.</summary>
    public async Task<IReadOnlyList<MetricView>> OfAsync(
        IReadOnlyList<(MetricDefinition Definition, Selection Selection)> wanted, CancellationToken cancellationToken)
    {
        var views = new MetricView[wanted.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, wanted.Count), options, async (index, stop) =>
            views[index] = await OfAsync(wanted[index].Definition, wanted[index].Selection, stop));
        return views;
    }

    /// <summary>What the points say; those of a rolling metric, and of few waves, are not judged against each other.</summary>
    public static Reading ReadingOf(MetricDefinition definition, IReadOnlyList<SeriesPoint> points) =>
        definition.IsRolling || definition.IsReleased ? Readings.Unjudged(points) : Readings.Of(points, definition.Unit, definition.Better);

    // Whether anything was released is another question for each metric, and for each caller.
    private Task<bool> HasRowsAsync(MetricDefinition definition, CancellationToken cancellationToken) => definition.IsReleased
        ? metrics.HasDataAsync(definition, cancellationToken)
        : cache.OrAskAsync(metrics.Version, $"has {definition.Fact}", () => metrics.HasDataAsync(definition, cancellationToken));

    // A filter on a dimension the fact does not have would refuse the whole question: an incident has no repository.
    private List<DimensionFilter> Applicable(MetricDefinition definition, Selection selection)
    {
        if (selection.Where.Count == 0)
            return [];
        var dimensions = metrics.DimensionsOf(definition);
        return [.. selection.Where.Where(filter => dimensions.Contains(filter.Dimension))];
    }

    private async Task<MetricView> AskAsync(MetricDefinition definition, Selection selection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (known, shown) = (selection.Known(now, installation().Zone), selection.Shown(now, installation().Zone));
        var answer = await metrics.SeriesAsync(
            new MetricQuery { Key = definition.Key, Period = known, Grain = selection.Grain, Where = selection.Where, Calendar = selection.Calendar },
            cancellationToken);
        var view = new MetricView { Definition = definition, Selection = selection, Problem = answer.Problem };
        if (answer.Series is not { } series)
            return view;
        series = series with { Points = WithoutTimeBeforeData(series, shown.Start) };
        return view with
        {
            Series = series,
            Reading = ReadingOf(definition, series.Points),
            Before = series.Points.Count(point => point.Period.Start < shown.Start),
        };
    }

    // Zeros before the first row are not quiet weeks, and would look like a level that the data then left.
    private static List<SeriesPoint> WithoutTimeBeforeData(Series series, DateTimeOffset shown) =>
        series.Coverage.From is { } from
            ? [.. series.Points.Where(point => point.Period.End > from || (point.Period.Start >= shown && point.Provisional))]
            : [.. series.Points];
}
