namespace Duet.Engine.Tests.Statistics;

/// <summary>Seeded random series.</summary>
internal static class Noise
{
    /// <summary>Standard normal values in which each keeps the share <paramref name="memory"/> of the one before.</summary>
    public static double[] Normal(Random random, int n, double memory = 0)
    {
        var values = new double[n];
        for (var i = 0; i < n; i++)
        {
            var shock = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            values[i] = i == 0 ? shock : memory * values[i - 1] + Math.Sqrt(1 - memory * memory) * shock;
        }
        return values;
    }

    /// <summary>The series with all values from <paramref name="at"/> on raised by <paramref name="by"/>.</summary>
    public static double[] Step(this double[] values, int at, double by) =>
        [.. values.Select((value, i) => i < at ? value : value + by)];
}
