namespace Duet.Engine.Statistics;

/// <summary>A numerator and its denominator: of a row, or summed over a cluster of rows.</summary>
public readonly record struct Ratio(double Numerator, double Denominator)
{
    /// <summary>Null where the denominator is 0.</summary>
    public double? Value => Denominator == 0 ? null : Numerator / Denominator;
}

/// <summary>
/// The pooled ratio: sum of numerators over sum of denominators, so that large clusters weigh more. The mean of
/// ratios answers another question.
/// </summary>
public static class RatioOfSums
{
    /// <summary>The pooled ratio; null for none, or where all denominators are 0.</summary>
    public static double? Of(IReadOnlyList<Ratio> clusters)
    {
        var (numerator, denominator) = (0.0, 0.0);
        for (var i = 0; i < clusters.Count; i++)
        {
            numerator += clusters[i].Numerator;
            denominator += clusters[i].Denominator;
        }
        return new Ratio(numerator, denominator).Value;
    }

    /// <summary>Its interval by bootstrap over clusters; null below <see cref="Bootstrap.LeastItems"/> clusters.</summary>
    public static Interval? Interval(IReadOnlyList<Ratio> clusters, int seed = 1, double level = 0.95) =>
        Bootstrap.Percentile(clusters, Of, seed, level);
}
