using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;

namespace Duet.Explore;

/// <summary>Answers the questions of the explorer.</summary>
internal sealed class Explorations(IMetrics metrics, Func<Installation> installation, TimeProvider time)
{
    public const int MostLines = 6;

    /// <summary>What is explored where an address names no metric, or an unknown one.</summary>
    private const string First = "change.lead_time";

    public MetricDefinition? DefinitionOf(string? key) =>
        metrics.Find(key ?? First) ?? metrics.Find(First) ?? (metrics.Definitions.Count > 0 ? metrics.Definitions[0] : null);

    public async Task<Exploration> OfAsync(MetricDefinition definition, Selection selection, CancellationToken cancellationToken)
    {
        var dimensions = metrics.DimensionsOf(definition);
        // A split or filter of the metric looked at before may not exist here; the others stay.
        selection = selection with
        {
            Grain = definition.IsReleased ? Grain.Wave : selection.Grain,
            By = selection.By is { } by && dimensions.Contains(by) ? by : null,
            Where = [.. selection.Where.Where(filter => dimensions.Contains(filter.Dimension))],
        };
        var answer = await metrics.SeriesAsync(
            new MetricQuery
            {
                Key = definition.Key,
                Period = selection.Shown(time.GetUtcNow(), installation().Zone),
                Grain = selection.Grain,
                By = selection.By is null ? [] : [selection.By],
                Where = selection.Where,
                Calendar = selection.Calendar,
            },
            cancellationToken);
        var exploration = new Exploration { Definition = definition, Selection = selection, Dimensions = dimensions, Problem = answer.Problem };
        return answer.Series is { } series ? WithLines(exploration, series) : exploration;
    }

    private static Exploration WithLines(Exploration exploration, Series series)
    {
        List<Period> periods = [.. series.Points.Select(point => point.Period).Distinct().OrderBy(period => period.Start)];
        var groups = series.Points.GroupBy(point => point.Group).ToList();
        var shown = groups.OrderByDescending(group => group.Sum(point => point.N)).Take(MostLines)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase);
        return exploration with
        {
            Series = series,
            Periods = periods,
            Lines = [.. shown.Select(group => new ExplorationLine(group.Key ?? exploration.Definition.Name, Over(periods, [.. group])))],
            LinesLeftOut = Math.Max(0, groups.Count - MostLines),
        };
    }

    private static List<SeriesPoint> Over(List<Period> periods, List<SeriesPoint> points)
    {
        // Two surveys may close on one day: the one that more people answered is shown.
        var known = points.GroupBy(point => point.Period).ToDictionary(day => day.Key, day => day.MaxBy(point => point.N)!);
        return [.. periods.Select(period => known.GetValueOrDefault(period)
            ?? new SeriesPoint(period, points[0].Group, null, 0, null, null, false, false))];
    }
}
