using Duet.Engine.Metrics;

namespace Duet.Platform.Ui.Charts;

/// <summary>One line of a chart: a group of a series, or the whole of it.</summary>
/// <param name="Name">The group's name, or the metric's.</param>
/// <param name="Points">One for each period of the axis, in its order.</param>
public sealed record ChartLine(string Name, IReadOnlyList<SeriesPoint> Points);
