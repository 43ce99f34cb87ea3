using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>By how much values of one sample exceed those of another, in their unit.</summary>
/// <param name="Estimate">Median of all differences between the two.</param>
/// <param name="Interval">Confidence interval of the shift.</param>
public sealed record ShiftEstimate(double Estimate, Interval Interval);

/// <summary>The shift between two samples that a rank test speaks about (Hodges and Lehmann 1963).</summary>
public static class HodgesLehmann
{
    /// <summary>
    /// Median of the differences x - y, with the interval from the distribution of U (Hollander and Wolfe, section
    /// 4.3): exact where both samples are below 50 values and without ties, else normal. Null where a sample is empty.
    /// </summary>
    public static ShiftEstimate? Shift(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        if (x.IsEmpty || y.IsEmpty)
            return null;
        var ties = Ranks.TieTerm([.. x, .. y]);
        var rank = MannWhitney.IsExact(x.Length, y.Length, ties)
            ? ExactRank(UCounts.Of(x.Length, y.Length), (1 - level) / 2)
            : NormalRank(x.Length, y.Length, ties, level);
        var differences = new PairwiseDifferences(x, y);
        rank = Math.Clamp(rank, 1, (differences.Count + 1) / 2);
        return new ShiftEstimate(
            differences.Median,
            new Interval(differences.Ascending(rank), differences.Ascending(differences.Count + 1 - rank)));
    }

    // Smallest u with P(U <= u) at least the tail, as R's qwilcox.
    private static long ExactRank(double[] counts, double tail)
    {
        var (u, cumulated, needed) = (0, counts[0], tail * counts.Sum());
        while (cumulated < needed)
            cumulated += counts[++u];
        return u;
    }

    private static long NormalRank(double m, double n, double ties, double level) =>
        (long)Math.Round(m * n / 2 - Normal.InvCDF(0, 1, 0.5 + level / 2) * MannWhitney.Sigma(m, n, ties));
}
