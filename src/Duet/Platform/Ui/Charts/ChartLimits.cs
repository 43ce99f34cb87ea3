namespace Duet.Platform.Ui.Charts;

/// <summary>Centre and process limits over a run of points; they start anew after a shift.</summary>
/// <param name="First">Index of the first point.</param>
/// <param name="Count">Number of points.</param>
public sealed record ChartLimits(int First, int Count, double Centre, double Low, double High);
