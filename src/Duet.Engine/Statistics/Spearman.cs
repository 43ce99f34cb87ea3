using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>Rank correlation of two series.</summary>
/// <param name="Rho">In [-1, 1].</param>
/// <param name="P">Two-sided probability in [0, 1], for independent pairs: series that resemble themselves make it too small.</param>
/// <param name="N">Pairs.</param>
public sealed record RankCorrelation(double Rho, double P, int N);

/// <summary>Do two things rise and fall together, whatever the shape (Spearman 1904; as R's cor.test)?</summary>
public static class Spearman
{
    private const int MostForExact = 9;

    /// <summary>
    /// Correlation of mid-ranks. P is exact up to 9 pairs without ties, else by Student's t with n - 2 degrees of
    /// freedom. Null below 3 pairs, or where one series is constant.
    /// </summary>
    /// <param name="x">Values of one kind.</param>
    /// <param name="y">As many values, in the same order.</param>
    public static RankCorrelation? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        var n = x.Length;
        if (n < 3)
            return null;
        var (a, b) = (Ranks.Doubled(x), Ranks.Doubled(y));
        if (Correlation(a, b) is not { } rho)
            return null;
        var ties = a.Distinct().Count() < n || b.Distinct().Count() < n;
        return new RankCorrelation(rho, n <= MostForExact && !ties ? Exact(a, b) : Student(rho, n), n);
    }

    /// <summary>The correlation alone, in [-1, 1]; null where one series is constant.</summary>
    internal static double? Rho(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Correlation(Ranks.Doubled(x), Ranks.Doubled(y));

    private static double? Correlation(int[] a, int[] b)
    {
        // Doubled mid-ranks have the mean n + 1.
        var (products, first, second, mean) = (0.0, 0.0, 0.0, a.Length + 1);
        for (var i = 0; i < a.Length; i++)
        {
            products += (double)(a[i] - mean) * (b[i] - mean);
            first += (double)(a[i] - mean) * (a[i] - mean);
            second += (double)(b[i] - mean) * (b[i] - mean);
        }
        return first == 0 || second == 0 ? null : Math.Clamp(products / Math.Sqrt(first * second), -1, 1);
    }

    private static double Student(double rho, int n) =>
        Math.Abs(rho) == 1 ? 0 : 2 * StudentT.CDF(0, 1, n - 2, -Math.Abs(rho) * Math.Sqrt((n - 2) / (1 - rho * rho)));

    // All arrangements of the second ranks, by the sum of squared differences from the first.
    private static double Exact(int[] a, int[] b)
    {
        var observed = a.Zip(b, (i, j) => (i - j) * (i - j) / 4).Sum();
        var (atMost, atLeast, total) = (0L, 0L, 0L);
        Arrange(0, 0, 0);
        return Math.Min(1, 2.0 * Math.Min(atMost, atLeast) / total);

        void Arrange(int place, int used, int sum)
        {
            if (place == a.Length)
            {
                total++;
                atMost += sum <= observed ? 1 : 0;
                atLeast += sum >= observed ? 1 : 0;
                return;
            }
            for (var rank = 0; rank < a.Length; rank++)
            {
                if ((used >> rank & 1) == 0)
                    Arrange(place + 1, used | 1 << rank, sum + (place - rank) * (place - rank));
            }
        }
    }
}
