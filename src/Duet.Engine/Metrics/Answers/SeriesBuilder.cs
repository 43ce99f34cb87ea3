using Duet.Engine.Metrics.Planning;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Answers;

/// <summary>Makes the answer of cells: every period of every group has a point, hidden ones without their numbers.</summary>
internal sealed class SeriesBuilder(Answered answered)
{
    private readonly SeriesPlan plan = answered.Plan;
    private readonly CellSet cells = answered.Cells;

    /// <summary>The answer, or why it is too large.</summary>
    public SeriesAnswer Build()
    {
        IReadOnlyList<GroupKey> groups = plan.Groups.Count == 0 ? [default] : [.. cells.Cells.Select(cell => cell.Group).Distinct().Order()];
        if ((long)groups.Count * plan.Periods.Count > QueryPlanner.MostPoints)
            return new SeriesAnswer(null, QueryPlanner.TooMany());
        var byKey = cells.Cells.ToDictionary(cell => cell.Key);
        var definition = plan.Metric.Definition;
        return new SeriesAnswer(
            new Series
            {
                Key = definition.Key,
                Version = definition.Version,
                Unit = definition.Unit,
                Grain = plan.Query.Grain,
                By = plan.Query.By,
                Points = [.. plan.Periods.SelectMany((period, i) => groups.Select(group => Point(period, i, group, byKey)))],
                Totals = [.. groups.Select(group => Point(plan.Whole, Cell.Total, group, byKey))],
                Coverage = new Coverage(
                    answered.IsWholeHidden ? null : cells.Seen, answered.IsWholeHidden ? null : cells.Counted,
                    answered.Span.Oldest, answered.Span.Newest, answered.Hidden.Select(cell => cell.Group).Distinct().Count()),
                Exclusions = answered.IsWholeHidden ? [] : Exclusions(),
            },
            null);
    }

    private SeriesPoint Point(Period period, int index, GroupKey group, Dictionary<(int, GroupKey), Cell> byKey)
    {
        var provisional = period.End > plan.Now;
        if (!byKey.TryGetValue((index, group), out var cell))
            return new SeriesPoint(period, group.Name, Empty(period), 0, null, null, provisional, false);
        if (answered.Hidden.Contains(cell.Key))
            return new SeriesPoint(period, group.Name, null, 0, null, null, provisional, true);
        var estimate = cell.Estimate;
        return new SeriesPoint(period, group.Name, estimate.Value, cell.N, estimate.Low, estimate.High, provisional, false) { Open = estimate.Open };
    }

    // What has not begun has no number yet, not even 0.
    private double? Empty(Period period) => period.Start < plan.Now ? plan.Metric.Aggregate?.Empty : null;

    private IReadOnlyList<ExclusionCount> Exclusions() =>
    [
        .. from excluded in cells.Excluded
           orderby excluded.Key
           group excluded.Value by plan.Reasons.Rules[excluded.Key - 1].Text into reason
           select new ExclusionCount(reason.Key, reason.Sum()),
    ];
}
