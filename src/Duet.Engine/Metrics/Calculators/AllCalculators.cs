namespace Duet.Engine.Metrics.Calculators;

/// <summary>The named calculators, by the name pages use.</summary>
internal static class AllCalculators
{
    public static IReadOnlyDictionary<string, Calculator> ByName { get; } = new Calculator[]
    {
        new BusFactor(),
        new ContextSpread(),
    }.ToDictionary(calculator => calculator.Name);
}
