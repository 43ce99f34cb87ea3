using Duet.Engine.Metrics;

namespace Duet.Metrics.Api;

/// <summary>A metric as the catalogue lists it.</summary>
internal class MetricJson(MetricDefinition definition, IReadOnlyList<string> dimensions)
{
    public string Key { get; init; } = definition.Key;
    public string Name { get; init; } = definition.Name;
    public string Question { get; init; } = definition.Question;
    public Lens Lens { get; init; } = definition.Lens;
    public Concept Concept { get; init; } = definition.Concept;
    public IReadOnlyList<SpaceDimension> Space { get; init; } = definition.Space;
    public string Fact { get; init; } = definition.Fact;
    public Unit Unit { get; init; } = definition.Unit;
    public Better Better { get; init; } = definition.Better;
    public string? Pairs { get; init; } = definition.Pairs;
    public string? Guard { get; init; } = definition.Guard;
    public int Version { get; init; } = definition.Version;
    public bool BuiltIn { get; init; } = definition.IsBuiltIn;

    /// <summary>What <c>by</c> and <c>where</c> may name.</summary>
    public IReadOnlyList<string> Dimensions { get; init; } = dimensions;
}
