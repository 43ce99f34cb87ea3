using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>The outcome of a rank test.</summary>
/// <param name="Statistic">U of the first sample (W in R): pairs in which it is larger, ties counted half.</param>
/// <param name="P">Probability in [0, 1].</param>
/// <param name="Exact">From the exact distribution; otherwise normal with correction for ties and continuity.</param>
public sealed record RankTest(double Statistic, double P, bool Exact);

/// <summary>
/// Are values of one sample larger than those of another (Mann and Whitney 1947; as R's wilcox.test)? The times must
/// be fixed in advance, and the values independent: weeks that resemble their neighbours give too small a P.
/// </summary>
public static class MannWhitney
{
    /// <summary>
    /// Exact where both samples are below 50 values and without ties. Null where a sample is empty or all values are equal.
    /// </summary>
    public static RankTest? Test(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, Alternative alternative = Alternative.TwoSided)
    {
        if (x.IsEmpty || y.IsEmpty)
            return null;
        var u = U(x, y);
        var ties = Ranks.TieTerm([.. x, .. y]);
        if (IsExact(x.Length, y.Length, ties))
            return new RankTest(u, Exact(u, UCounts.Of(x.Length, y.Length), alternative), true);
        var sigma = Sigma(x.Length, y.Length, ties);
        return sigma == 0 ? null : new RankTest(u, Normal(u - x.Length * (double)y.Length / 2, sigma, alternative), false);
    }

    /// <summary>Pairs in which a value of <paramref name="x"/> is larger than one of <paramref name="y"/>, ties counted half.</summary>
    internal static double U(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var ranks = Ranks.Doubled([.. x, .. y]);
        long sum = 0;
        for (var i = 0; i < x.Length; i++)
            sum += ranks[i];
        return sum / 2.0 - x.Length * (x.Length + 1.0) / 2;
    }

    internal static bool IsExact(int m, int n, double ties) => m < 50 && n < 50 && ties == 0;

    internal static double Sigma(double m, double n, double ties) =>
        Math.Sqrt(Math.Max(0, m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1)))));

    /// <summary>Probability from counts of a symmetric statistic 0, 1, 2 ...</summary>
    internal static double Exact(double statistic, double[] counts, Alternative alternative)
    {
        var total = counts.Sum();
        var atMost = counts.Take((int)statistic + 1).Sum() / total;
        var atLeast = counts.Skip((int)statistic).Sum() / total;
        return alternative switch
        {
            Alternative.Greater => atLeast,
            Alternative.Less => atMost,
            _ => Math.Min(1, 2 * Math.Min(atMost, atLeast)),
        };
    }

    /// <summary>Normal probability of a deviation from its expectation, with continuity correction of a half.</summary>
    internal static double Normal(double deviation, double sigma, Alternative alternative) => alternative switch
    {
        Alternative.Greater => Upper((deviation - 0.5) / sigma),
        Alternative.Less => Upper((-deviation - 0.5) / sigma),
        _ => Math.Min(1, 2 * Upper((Math.Abs(deviation) - 0.5) / sigma)),
    };

    // The lower tail at -z keeps its digits where one minus the upper tail would lose them.
    private static double Upper(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z);
}
