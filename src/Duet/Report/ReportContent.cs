using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;

namespace Duet.Report;

/// <summary>What a report says, before it takes a form.</summary>
internal sealed record ReportContent
{
    public required IReadOnlyList<string> Repositories { get; init; }
    public required Period Period { get; init; }
    public required Grain Grain { get; init; }
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Metrics over facts that a history holds, by concept, then in the catalogue's order; some without a value.</summary>
    public required IReadOnlyList<ReportMetric> Metrics { get; init; }

    /// <summary>Metrics of the catalogue over facts that no history holds.</summary>
    public required IReadOnlyList<MetricDefinition> Waiting { get; init; }

    /// <summary>What people are shown: metrics with a value.</summary>
    public IEnumerable<ReportMetric> Told => Metrics.Where(metric => metric.Total.Value is not null);

    /// <summary>Names of those that have none.</summary>
    public IReadOnlyList<string> Untold =>
        [.. Metrics.Where(metric => metric.Total.Value is null).Select(metric => metric.Definition.Name), .. Waiting.Select(metric => metric.Name)];
}

/// <summary>One metric over the report's period.</summary>
/// <param name="View">The series by the report's grain, and what it says about change.</param>
/// <param name="Total">Over the whole period and all repositories.</param>
/// <param name="ByRepository">Over the whole period for each repository; empty where there is only one.</param>
internal sealed record ReportMetric(MetricView View, SeriesPoint Total, IReadOnlyList<SeriesPoint> ByRepository)
{
    public MetricDefinition Definition => View.Definition;
}
