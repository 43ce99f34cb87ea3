namespace Duet.Engine.Metrics.Aggregates;

/// <summary>The aggregates of the language, by the name pages use.</summary>
internal static class AllAggregates
{
    public static IReadOnlyDictionary<string, Aggregate> ByName { get; } = new Aggregate[]
    {
        new Count(),
        new Sum(),
        new Mean(),
        new Last(),
        new QuantileOf("p50", 0.5),
        new QuantileOf("p75", 0.75),
        new QuantileOf("p90", 0.9),
        new Distinct(),
        new Share(),
        new Ratio(),
        new Rate(),
    }.ToDictionary(aggregate => aggregate.Name);
}
