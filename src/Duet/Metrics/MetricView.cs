using Duet.Engine.Insights;
using Duet.Engine.Metrics;

namespace Duet.Metrics;

/// <summary>A metric as a page shows it: the points of the shown span, read against more history.</summary>
internal sealed record MetricView
{
    public required MetricDefinition Definition { get; init; }
    public required Selection Selection { get; init; }

    /// <summary>All known points and what they say; null where the metric waits for a source or cannot be answered.</summary>
    public Series? Series { get; init; }
    public Reading? Reading { get; init; }

    /// <summary>Why there is no series although there is data.</summary>
    public QueryProblem? Problem { get; init; }

    /// <summary>How many known points lie before the shown ones.</summary>
    public int Before { get; init; }

    public IReadOnlyList<SeriesPoint> Shown => Series is null ? [] : [.. Series.Points.Skip(Before)];

    /// <summary>What would fill the metric is read already: without rows, nothing of the kind happened.</summary>
    public bool IsConnected { get; init; }

    /// <summary>No row was ever counted: the metric waits for what would fill it.</summary>
    public bool Waits => !IsConnected && (Series is null ? Problem is null : !Series.Points.Any(point => Holds(Definition, point)));

    /// <summary>Whether a point says anything. How many stand behind a released number is not always told.</summary>
    public static bool Holds(MetricDefinition definition, SeriesPoint point) => point.Suppressed || point.N > 0 || (definition.IsReleased && point.Value is not null);

    /// <summary>The newest complete point with a value, else the open one; null where the shown span has neither.</summary>
    public SeriesPoint? Now => Shown.LastOrDefault(point => point is { Provisional: false, Value: not null } && point.N > 0)
        ?? Shown.LastOrDefault(point => point is { Value: not null } && point.N > 0)
        ?? Shown.LastOrDefault(point => point is { Provisional: false, Value: not null });
}
