using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>Sample quantiles and their distribution-free intervals. All inputs are ascending values in one unit.</summary>
public static class Quantile
{
    /// <summary>
    /// Sample quantile by linear interpolation (Hyndman and Fan 1996, type 7; the default of R, NumPy and
    /// spreadsheets). What pages display.
    /// </summary>
    /// <param name="sorted">Ascending values in one unit; must not be empty.</param>
    /// <param name="p">Probability in [0, 1].</param>
    /// <returns>The quantile, in the unit of <paramref name="sorted"/>.</returns>
    public static double Type7(ReadOnlySpan<double> sorted, double p)
    {
        Check(sorted, p);
        var position = (sorted.Length - 1) * p;
        var below = (int)Math.Floor(position);
        var low = sorted[below];
        if (below == sorted.Length - 1)
            return low;
        var high = sorted[below + 1];
        // Tricky: min, because rounding must never carry the value past its upper neighbour.
        return Math.Min(high, low + (position - below) * (high - low));
    }

    /// <summary>
    /// The smallest observed value that at least the share <paramref name="p"/> of the values do not exceed
    /// (type 1, the inverse of the empirical distribution). What promises such as service level expectations use.
    /// </summary>
    /// <param name="sorted">Ascending values in one unit; must not be empty.</param>
    /// <param name="p">Probability in [0, 1]; 0 gives the smallest value.</param>
    /// <returns>One of the values.</returns>
    public static double Type1(ReadOnlySpan<double> sorted, double p)
    {
        Check(sorted, p);
        // Tricky: 0.07 * 100 is 7.000000000000001, which must not become rank 8.
        var rank = (int)Math.Ceiling(sorted.Length * p - 1e-9);
        return sorted[Math.Clamp(rank, 1, sorted.Length) - 1];
    }

    /// <summary>The median of values in any order; null for none.</summary>
    public static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? null : Type7(sorted, 0.5);
    }

    /// <summary>Interval of the median by order statistics (Conover 1999, section 3.2); bounds are null below 6 values.</summary>
    public static OrderInterval MedianInterval(ReadOnlySpan<double> sorted, double level = 0.95) =>
        IntervalOf(sorted, 0.5, level);

    /// <summary>
    /// Interval of the quantile <paramref name="p"/> by order statistics: ranks l and u of the binomial(n, p) count
    /// such that each tail holds at most half of 1 - <paramref name="level"/> (Conover 1999, section 3.2).
    /// </summary>
    /// <param name="sorted">Ascending values in one unit; empty gives two null bounds.</param>
    /// <param name="p">Probability in (0, 1).</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static OrderInterval IntervalOf(ReadOnlySpan<double> sorted, double p, double level = 0.95)
    {
        var n = sorted.Length;
        if (n == 0)
            return new OrderInterval(null, null, null, null, 1);
        var tail = (1 - level) / 2;
        // Smallest counts c with P(X <= c) above the lower tail, and at least 1 - tail.
        var low = SmallestCount(n, c => Binomial.CDF(p, n, c) > tail);
        var high = SmallestCount(n, c => Binomial.CDF(p, n, c) >= 1 - tail) + 1;
        var below = low >= 1 ? Binomial.CDF(p, n, low - 1) : 0;
        var above = high <= n ? 1 - Binomial.CDF(p, n, high - 1) : 0;
        return new OrderInterval(
            low >= 1 ? sorted[low - 1] : null,
            high <= n ? sorted[high - 1] : null,
            low >= 1 ? low : null,
            high <= n ? high : null,
            1 - below - above);
    }

    private static int SmallestCount(int n, Func<int, bool> reached)
    {
        var (from, to) = (0, n);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (reached(middle))
                to = middle;
            else
                from = middle + 1;
        }
        return from;
    }

    private static void Check(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty)
            throw new ArgumentException("A quantile needs at least one value.", nameof(sorted));
        ArgumentOutOfRangeException.ThrowIfLessThan(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
    }
}
