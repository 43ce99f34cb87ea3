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

    /// <summary>Metrics with a value, by concept, then in the catalogue's order.</summary>
    public required IReadOnlyList<ReportMetric> Metrics { get; init; }

    /// <summary>Metrics of the catalogue that have no value over these histories.</summary>
    public required IReadOnlyList<MetricDefinition> Waiting { get; init; }
}

/// <summary>One metric over the report's period.</summary>
/// <param name="View">The series by the report's grain, and what it says about change.</param>
/// <param name="Total">Over the whole period and all repositories.</param>
/// <param name="ByRepository">Over the whole period for each repository; empty where there is only one.</param>
internal sealed record ReportMetric(MetricView View, SeriesPoint Total, IReadOnlyList<SeriesPoint> ByRepository)
{
    public MetricDefinition Definition => View.Definition;
}
