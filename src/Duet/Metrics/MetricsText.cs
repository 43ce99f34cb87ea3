namespace Duet.Metrics;

/// <summary>Marks the texts of metrics, which every page that speaks of them uses.</summary>
internal sealed class MetricsText;
