using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;

namespace Duet.Explore;

/// <summary>One question of the explorer, and its answer.</summary>
internal sealed record Exploration
{
    public required MetricDefinition Definition { get; init; }
    public required Selection Selection { get; init; }
    public IReadOnlyList<string> Dimensions { get; init; } = [];
    public Series? Series { get; init; }
    public QueryProblem? Problem { get; init; }

    /// <summary>Periods of the series, oldest first.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];

    /// <summary>A line for each group shown, or one for the whole, in a fixed order.</summary>
    public IReadOnlyList<ExplorationLine> Lines { get; init; } = [];
    public int LinesLeftOut { get; init; }
}

/// <summary>A line: the points of a group, one for each period.</summary>
internal sealed record ExplorationLine(string Name, IReadOnlyList<SeriesPoint> Points);
