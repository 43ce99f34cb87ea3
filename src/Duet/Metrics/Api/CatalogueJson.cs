using Duet.Engine.Metrics;

namespace Duet.Metrics.Api;

/// <summary>The catalogue: what can be asked for, and what is wrong with pages that cannot be used.</summary>
internal sealed record CatalogueJson(IReadOnlyList<MetricJson> Metrics, IReadOnlyList<PageNote> Notes)
{
    public static CatalogueJson Of(IMetrics metrics) =>
        new([.. metrics.Definitions.Select(definition => new MetricJson(definition, metrics.DimensionsOf(definition)))], metrics.Notes);
}
