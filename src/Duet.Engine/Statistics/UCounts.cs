namespace Duet.Engine.Statistics;

/// <summary>Null distribution of Mann and Whitney's U.</summary>
internal static class UCounts
{
    /// <summary>
    /// Arrangements of m and n values without ties that give U = 0 .. m n: the coefficients of the Gaussian
    /// binomial, a product of (1 - q^(n + i)) / (1 - q^i).
    /// </summary>
    public static double[] Of(int m, int n)
    {
        (m, n) = (Math.Min(m, n), Math.Max(m, n));
        var counts = new double[m * n + 1];
        counts[0] = 1;
        for (var i = 1; i <= m; i++)
        {
            for (var u = counts.Length - 1; u >= n + i; u--)
                counts[u] -= counts[u - n - i];
            for (var u = i; u < counts.Length; u++)
                counts[u] += counts[u - i];
        }
        return counts;
    }
}
