using Duet.Engine.Time;

namespace Duet.Engine.Metrics;

/// <summary>A metric's answer to a query.</summary>
public sealed record Series
{
    public required string Key { get; init; }
    public required int Version { get; init; }
    public required Unit Unit { get; init; }
    public required Grain Grain { get; init; }
    public required IReadOnlyList<string> By { get; init; }

    /// <summary>Oldest first; within a period the groups in the order of their names.</summary>
    public required IReadOnlyList<SeriesPoint> Points { get; init; }

    /// <summary>One point over the whole period for each group: what a report or a tile shows.</summary>
    public required IReadOnlyList<SeriesPoint> Totals { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>Empty where the coverage is not told.</summary>
    public required IReadOnlyList<ExclusionCount> Exclusions { get; init; }
}

/// <summary>One cell. Value, low and high are in the series' unit; shares lie in [0, 1].</summary>
/// <param name="Period">The calendar period.</param>
/// <param name="Group">The dimension's value (two joined by <c> · </c>); null without a split.</param>
/// <param name="Value">Null for an empty cell (counts: 0) and where suppressed.</param>
/// <param name="N">Rows counted; 0 where suppressed.</param>
/// <param name="Low">Lower bound of the 95 % interval where the aggregate has one.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Provisional">The period is not over yet.</param>
/// <param name="Suppressed">Hidden, because fewer people than the floor stand behind it, or behind its neighbour.</param>
public sealed record SeriesPoint(
    Period Period, string? Group, double? Value, long N, double? Low, double? High, bool Provisional, bool Suppressed)
{
    /// <summary>Rows among <see cref="N"/> whose duration is still open (censored).</summary>
    public long Open { get; init; }
}

/// <summary>How complete the data behind a series is.</summary>
/// <param name="Seen">Rows of the fact in the period that the query's filters admit; null where that would tell of a hidden group.</param>
/// <param name="Counted">Rows that entered the aggregate; seen minus all exclusions; null where seen is.</param>
/// <param name="From">Time of the oldest row of the fact in the store; null for none.</param>
/// <param name="To">Time of the newest row.</param>
/// <param name="SuppressedGroups">Groups hidden in at least one period.</param>
public sealed record Coverage(long? Seen, long? Counted, DateTimeOffset? From, DateTimeOffset? To, int SuppressedGroups);

public sealed record ExclusionCount(string Reason, long Count);

/// <summary>A series, or the reason why there is none.</summary>
public sealed record SeriesAnswer(Series? Series, QueryProblem? Problem);

/// <summary>Why a query cannot be answered: <c>unknown-metric</c>, <c>unknown-dimension</c>, <c>bad-period</c>, <c>too-many-points</c> ...</summary>
public sealed record QueryProblem(string Code, string Message);
