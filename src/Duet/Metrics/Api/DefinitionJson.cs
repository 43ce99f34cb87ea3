using Duet.Engine.Metrics;

namespace Duet.Metrics.Api;

/// <summary>One metric with its definition as written and its text in Markdown.</summary>
internal sealed class DefinitionJson(MetricDefinition definition, IReadOnlyList<string> dimensions) : MetricJson(definition, dimensions)
{
    public string At { get; init; } = definition.At;
    public string? Measure { get; init; } = definition.Measure;
    public string? Per { get; init; } = definition.Per;
    public string Aggregate { get; init; } = definition.Aggregate;
    public OpenRows Open { get; init; } = definition.Open;
    public string? Where { get; init; } = definition.Where;
    public IReadOnlyList<Exclusion> Exclude { get; init; } = definition.Exclude;
    public IReadOnlyList<string> Sources { get; init; } = definition.Sources;
    public string Text { get; init; } = definition.Text;
}
