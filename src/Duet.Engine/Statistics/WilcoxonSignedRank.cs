namespace Duet.Engine.Statistics;

/// <summary>Did pairs change in one direction (Wilcoxon 1945; as R's wilcox.test, paired)?</summary>
public static class WilcoxonSignedRank
{
    /// <summary>
    /// Test of the differences x - y; pairs without a difference are left out. Exact below 50 pairs without ties or
    /// zeros, else normal with correction for ties and continuity. Null where no pair differs.
    /// </summary>
    /// <param name="x">Values of one kind, one per pair.</param>
    /// <param name="y">As many values, in the same order.</param>
    /// <param name="alternative">What to look for in x against y.</param>
    public static RankTest? Test(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, Alternative alternative = Alternative.TwoSided)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        List<double> differences = [];
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] != y[i])
                differences.Add(x[i] - y[i]);
        }
        if (differences.Count == 0)
            return null;
        double[] sizes = [.. differences.Select(Math.Abs)];
        var v = Ranks.Of(sizes).Where((_, i) => differences[i] > 0).Sum();
        var (n, ties) = ((double)differences.Count, Ranks.TieTerm(sizes));
        if (n < 50 && ties == 0 && n == x.Length)
            return new RankTest(v, MannWhitney.Exact(v, SumCounts((int)n), alternative), true);
        var sigma = Math.Sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48);
        return new RankTest(v, MannWhitney.Normal(v - n * (n + 1) / 4, sigma, alternative), false);
    }

    // Subsets of the ranks 1 .. n by their sum.
    private static double[] SumCounts(int n)
    {
        var counts = new double[n * (n + 1) / 2 + 1];
        counts[0] = 1;
        for (var rank = 1; rank <= n; rank++)
        {
            for (var sum = counts.Length - 1; sum >= rank; sum--)
                counts[sum] += counts[sum - rank];
        }
        return counts;
    }
}
