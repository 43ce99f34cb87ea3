using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Time;

namespace Duet.Metrics;

/// <summary>Gathers what the page of a metric shows: its series, its groups, how values spread, and the rows behind it.</summary>
internal sealed class MetricStories(IMetrics metrics, MetricViews views, Spreads spreads, Func<Installation> installation, TimeProvider time)
{
    private const int MostGroups = 12;
    private const int MostMeasured = 3;

    /// <summary>Splits worth showing unasked, best first.</summary>
    private static readonly string[] Telling = ["repo", "team", "service", "pipeline", "area", "kind"];

    public async Task<MetricStory> OfAsync(
        MetricDefinition definition, Selection selection, RowsAsked rows, CancellationToken cancellationToken)
    {
        var view = await views.OfAsync(definition, selection, cancellationToken);
        var dimensions = metrics.DimensionsOf(definition);
        var story = new MetricStory { View = view, Dimensions = dimensions };
        if (definition.Guard is { } guard && metrics.Find(guard) is { } counter)
            story = story with { Guard = await views.OfAsync(counter, await ForGuardAsync(counter, selection, cancellationToken), cancellationToken) };
        if (definition.IsReleased && selection.Question is { } question)
            story = story with { Measured = await MeasuredAsync($"{definition.Key}({question})", selection, cancellationToken) };
        if (view.Series is null || view.Waits)
            return story;
        story = await WithGroupsAsync(story, cancellationToken);
        story = story with { Spread = await spreads.OfAsync(view, cancellationToken) };
        // What is released has no rows to count or to list.
        return definition.IsReleased ? story : await WithRowsAsync(story, rows, cancellationToken);
    }

    /// <summary>The period whose rows are listed: the last complete one with a value, or the whole shown span.</summary>
    public static Period? PeriodOf(MetricView view, RowsAsked rows) =>
        rows.Whole && view.Shown is [var first, .., var last] ? new Period(first.Period.Start, last.Period.End) : view.Now?.Period;

    // A guard that is about all questions has none to be asked for, and one that is about each needs one.
    private async Task<Selection> ForGuardAsync(MetricDefinition guard, Selection selection, CancellationToken cancellationToken)
    {
        selection = selection with { By = null };
        if (!guard.IsReleased)
            return selection;
        var needsQuestion = guard.Measure is null && ReleasedFact.Find(guard.Fact)?.Aggregate(guard.Aggregate)?.Form is not null;
        if (!needsQuestion)
            return selection with { Grain = Grain.Wave, Where = [.. selection.Where.Where(filter => filter.Dimension != ReleasedFact.Item)] };
        if (selection.Question is not null || (await metrics.ValuesOfAsync(guard, ReleasedFact.Item, 1, cancellationToken)) is not [var first, ..])
            return selection;
        return selection with { Grain = Grain.Wave, Where = [.. selection.Where, new DimensionFilter(ReleasedFact.Item, first)] };
    }

    // What is measured of the same that people were asked about.
    private async Task<IReadOnlyList<MetricView>> MeasuredAsync(string pair, Selection selection, CancellationToken cancellationToken)
    {
        var teams = selection.Where.Where(filter => filter.Dimension != ReleasedFact.Item).ToList();
        List<MetricView> measured = [];
        foreach (var definition in metrics.Definitions.Where(other => !other.IsReleased && other.Pairs == pair).Take(MostMeasured))
            measured.Add(await views.OfAsync(definition, new Selection { Where = teams }, cancellationToken));
        return measured;
    }

    private async Task<MetricStory> WithGroupsAsync(MetricStory story, CancellationToken cancellationToken)
    {
        var view = story.View;
        var by = await SplitAsync(story, cancellationToken);
        if (by is null)
            return story;
        var answer = await metrics.SeriesAsync(Query(view, Known(view), view.Selection.Grain) with { By = [by] }, cancellationToken);
        if (answer.Series is not { } series)
            return story with { By = by };
        var groups = series.Points.Where(point => point.Group is not null).GroupBy(point => point.Group!)
            .Select(group => Group(view, group.Key, [.. group]))
            .Where(group => group.View.Shown.Any(point => MetricView.Holds(view.Definition, point)))
            .ToList();
        var most = groups.OrderByDescending(group => group.View.Shown.Sum(point => point.N)).Take(MostGroups).ToHashSet();
        return story with
        {
            By = by,
            Groups = [.. groups.Where(most.Contains).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)],
            GroupsLeftOut = groups.Count - most.Count,
        };
    }

    private async Task<string?> SplitAsync(MetricStory story, CancellationToken cancellationToken)
    {
        var (view, asked) = (story.View, story.View.Selection.By);
        if (asked is not null)
            return story.Dimensions.Contains(asked) ? asked : null;
        foreach (var dimension in Telling.Where(story.Dimensions.Contains))
            if (view.Selection.Where.All(filter => filter.Dimension != dimension)
                && (await metrics.ValuesOfAsync(view.Definition, dimension, 2, cancellationToken)).Count > 1)
                return dimension;
        return null;
    }

    private static MetricGroup Group(MetricView whole, string name, List<SeriesPoint> points)
    {
        var shown = whole.Shown[0].Period.Start;
        return new MetricGroup(name, whole with
        {
            Series = whole.Series! with { Points = points },
            Reading = MetricViews.ReadingOf(whole.Definition, points),
            Before = points.Count(point => point.Period.Start < shown),
        });
    }

    private async Task<MetricStory> WithRowsAsync(MetricStory story, RowsAsked rows, CancellationToken cancellationToken)
    {
        if (PeriodOf(story.View, rows) is not { } period)
            return story;
        var query = Query(story.View, period, rows.Whole ? Grain.Quarter : story.View.Selection.Grain);
        var counted = await metrics.SeriesAsync(query, cancellationToken);
        var items = await metrics.ItemsAsync(new ItemQuery(query, rows.Reason, rows.Offset, RowsAsked.PageSize), cancellationToken);
        return story with { Counted = counted.Series, Items = items.Page };
    }

    private Period Known(MetricView view) => view.Selection.Known(time.GetUtcNow(), installation().Zone);

    private static MetricQuery Query(MetricView view, Period period, Grain grain) => new()
    {
        Key = view.Definition.Key,
        Period = period,
        Grain = grain,
        Where = view.Selection.Where,
        Calendar = view.Selection.Calendar,
    };
}
