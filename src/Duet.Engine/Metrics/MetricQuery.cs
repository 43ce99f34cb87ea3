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
}

public sealed record DimensionFilter(string Dimension, string Value);

public enum CalendarKind
{
    Wall,
    Working,
}
