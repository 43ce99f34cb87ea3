namespace Duet.Engine.Statistics;

/// <summary>How lopsided values are.</summary>
public static class Skewness
{
    /// <summary>Sample skewness b1, the third moment over the cubed standard deviation (Joanes and Gill 1998); null where constant.</summary>
    public static double? Of(ReadOnlySpan<double> values)
    {
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        var (second, third) = (0.0, 0.0);
        foreach (var value in values)
        {
            second += (value - mean) * (value - mean) / values.Length;
            third += Math.Pow(value - mean, 3) / values.Length;
        }
        return second <= 1e-24 * mean * mean ? null : third / Math.Pow(second, 1.5);
    }

    /// <summary>Positive throughout and clearly skewed to the right (above .5): logarithms are nearer to normal.</summary>
    internal static bool AsksForLogarithms(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (value <= 0)
                return false;
        }
        return Of(values) > 0.5;
    }
}
