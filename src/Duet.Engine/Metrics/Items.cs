namespace Duet.Engine.Metrics;

/// <summary>The rows behind a number: a page of them, and how many there are.</summary>
/// <param name="Columns">Listed columns of the fact, then the measured value; never people.</param>
/// <param name="Rows">Values are text, numbers, booleans, UTC times or null, one per column.</param>
/// <param name="Total">Rows counted by the metric; equals the series' n over the same query.</param>
/// <param name="Hidden">Rows counted, but not listed, because their group is suppressed.</param>
/// <param name="Next">Offset of the next page; null on the last.</param>
public sealed record ItemPage(
    IReadOnlyList<ItemColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, long Total, long Hidden, int? Next);

public sealed record ItemColumn(string Name, ItemKind Kind, Unit? Unit = null);

public enum ItemKind
{
    Text,
    Number,
    Flag,
    Time,
}

/// <summary>Which rows to list.</summary>
/// <param name="Query">As for the series.</param>
/// <param name="Reason">Null for counted rows; an exclusion's reason for those left out by it.</param>
/// <param name="Offset">First row, from 0.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record ItemQuery(MetricQuery Query, string? Reason = null, int Offset = 0, int Limit = 50);

public sealed record ItemAnswer(ItemPage? Page, QueryProblem? Problem);
