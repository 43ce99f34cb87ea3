namespace Duet.Engine.Statistics;

/// <summary>
/// Looks for "A moves, then B": takes trend and steps out of both series, then what each foretells of itself
/// (prewhitening, Box and Jenkins), and correlates what is left at every lag. Naive correlation of two series that
/// merely resemble themselves finds something in up to two of three cases.
/// </summary>
public static class LeadLag
{
    /// <summary>Common points below which there is no answer; effects of .4 standard deviations are still missed at 52.</summary>
    public const int LeastPoints = 40;

    private const int Draws = 999;
    private const int EnoughReached = 50;

    /// <summary>Association of <paramref name="first"/> with <paramref name="second"/> up to <paramref name="mostLag"/> steps later.</summary>
    /// <param name="first">Values in order of time, without gaps; durations and counts as logarithms, shares as logits.</param>
    /// <param name="second">As many values of the same times.</param>
    /// <param name="mostLag">Largest lag tried, from 1.</param>
    /// <param name="seed">Of the permutations.</param>
    /// <returns>Null below <see cref="LeastPoints"/> points, or where a series is constant.</returns>
    public static LaggedAssociation? Find(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, int mostLag = 6, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, first.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostLag, 1);
        if (first.Length < LeastPoints)
            return null;
        var (a, b) = (WithoutSteps(first), WithoutSteps(second));
        if (MannKendall.P(a) < 0.05 || MannKendall.P(b) < 0.05)
            (a, b) = (Differences(first), Differences(second));
        if (a.Distinct().Count() < 2 || b.Distinct().Count() < 2)
            return null;
        (a, b) = Prewhiten(a, b);
        var correlations = Correlations(a, b, mostLag);
        var lag = Strongest(correlations);
        var half = a.Length / 2;
        return new LaggedAssociation
        {
            N = a.Length,
            Correlations = correlations,
            Lag = lag,
            P = P(a, b, mostLag, seed),
            Reverse = Correlations(b, a, mostLag).Skip(1).Max(Math.Abs),
            IsStable = IsLike(Correlations(a.AsSpan(0, half), b.AsSpan(0, half), mostLag), correlations[lag], lag)
                && IsLike(Correlations(a.AsSpan(half), b.AsSpan(half), mostLag), correlations[lag], lag),
        };
    }

    /// <summary>Normal scores of both, less what each foretells of itself; cut to the same times.</summary>
    internal static (double[] First, double[] Second) Prewhiten(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var a = Autoregression.Fit(Ranks.NormalScores(first)).Residuals;
        var b = Autoregression.Fit(Ranks.NormalScores(second)).Residuals;
        var length = Math.Min(a.Count, b.Count);
        return ([.. a.Skip(a.Count - length)], [.. b.Skip(b.Count - length)]);
    }

    /// <summary>Spearman's rho with <paramref name="b"/> 0 .. <paramref name="mostLag"/> steps later; 0 where one is constant.</summary>
    internal static double[] Correlations(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int mostLag)
    {
        var correlations = new double[mostLag + 1];
        for (var lag = 0; lag <= mostLag; lag++)
            correlations[lag] = Spearman.Rho(a[..^lag], b[lag..]) ?? 0;
        return correlations;
    }

    internal static double[] Differences(ReadOnlySpan<double> values)
    {
        var differences = new double[values.Length - 1];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = values[i + 1] - values[i];
        return differences;
    }

    private static double[] WithoutSteps(ReadOnlySpan<double> values)
    {
        int[] cuts = [0, .. ChangePoints.Find(values).Where(point => point.Confidence == ShiftConfidence.Confirmed).Select(point => point.At), values.Length];
        double[] level = [.. values];
        foreach (var (from, to) in cuts.Zip(cuts.Skip(1)))
        {
            var mean = level[from..to].Average();
            for (var i = from; i < to; i++)
                level[i] -= mean;
        }
        return level;
    }

    private static int Strongest(double[] correlations) =>
        Array.IndexOf(correlations, correlations.MaxBy(Math.Abs));

    private static bool IsLike(double[] half, double rho, int lag)
    {
        var strongest = Strongest(half);
        return Math.Abs(strongest - lag) <= 1 && Math.Sign(half[strongest]) == Math.Sign(rho);
    }

    // The largest over all lags, of products of ranks taken once: the same for the data and each permutation.
    private static double P(double[] a, double[] b, int mostLag, int seed)
    {
        var (first, second) = (Ranks.Doubled(a), Ranks.Doubled(b));
        var dependent = Math.Max(Autocorrelation.Lag(a, 1) ?? 0, Autocorrelation.Lag(b, 1) ?? 0) > 2 / Math.Sqrt(a.Length);
        var blocks = new BlockShuffle(first, dependent ? 4 : 1, new Random(seed));
        var observed = Largest(first, second, mostLag);
        var reached = 0;
        for (var draw = 1; draw <= Draws; draw++)
        {
            // Enough draws reached it to know that P is large (Besag and Clifford 1991).
            if (Largest(blocks.Next(), second, mostLag) >= observed && ++reached == EnoughReached)
                return reached / (double)draw;
        }
        return (reached + 1.0) / (Draws + 1);
    }

    private static double Largest(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int mostLag)
    {
        var (largest, centre) = (0.0, a.Length + 1);
        for (var lag = 0; lag <= mostLag; lag++)
        {
            var products = 0L;
            for (var i = lag; i < b.Length; i++)
                products += (long)(a[i - lag] - centre) * (b[i] - centre);
            largest = Math.Max(largest, Math.Abs(products) / (double)(b.Length - lag));
        }
        return largest;
    }
}
