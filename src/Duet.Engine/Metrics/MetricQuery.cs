using Duet.Engine.Time;

namespace Duet.Engine.Metrics;

/// <summary>A metric over a period, cut by a grain, split and filtered by dimensions.</summary>
public sealed record MetricQuery
{
    public required string Key { get; init; }
    public required Period Period { get; init; }
    public required Grain Grain { get; init; }

    /// <summary>At most two dimensions.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Values of one dimension are alternatives; different dimensions must all hold.</summary>
    public IReadOnlyList<DimensionFilter> Where { get; init; } = [];
    public CalendarKind Calendar { get; init; } = CalendarKind.Wall;

    /// <summary>The teams that may be named in the answer and asked for. Set by the server for the caller, never from a request.</summary>
    public TeamScope Teams { get; init; } = TeamScope.All;

    /// <summary>
    /// A person number: only rows of that person count, and nothing is suppressed, because people may see what is theirs. Set by
    /// the server for the caller only, never from a request.
    /// </summary>
    public int? Self { get; init; }
}

public sealed record DimensionFilter(string Dimension, string Value);

public enum CalendarKind
{
    Wall,
    Working,
}
