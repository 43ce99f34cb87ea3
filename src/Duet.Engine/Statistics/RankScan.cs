namespace Duet.Engine.Statistics;

/// <summary>The best place to cut a series in two levels, and how surprising it is.</summary>
/// <param name="At">Points before the cut.</param>
/// <param name="Statistic">Largest standardised rank sum over all admitted cuts.</param>
/// <param name="P">Permutation probability; 1 where the permutations were stopped because it cannot become small enough.</param>
internal readonly record struct Cut(int At, double Statistic, double P);

/// <summary>The best stretch that differs from what lies before and after it.</summary>
/// <param name="From">First point of the stretch.</param>
/// <param name="To">First point after it.</param>
/// <param name="Statistic">Largest standardised rank sum over all admitted stretches.</param>
/// <param name="P">As of a cut.</param>
internal readonly record struct Arc(int From, int To, double Statistic, double P);

/// <summary>
/// The largest standardised Mann-Whitney statistic over all cuts (Pettitt 1979) or stretches (Olshen et al. 2004),
/// judged by permuting blocks, which keeps what neighbouring points share.
/// </summary>
internal static class RankScan
{
    /// <summary>Points on either side of a cut, at least.</summary>
    public const int LeastSegment = 6;

    private const int Draws = 999;

    // Only about so many beginnings and ends of stretches are tried, so that a year of days stays quick.
    private const int StretchesPerSide = 32;

    private delegate double Scan(ReadOnlySpan<int> ranks);

    /// <summary>
    /// The best cut and its P, as long as P can be at most <paramref name="level"/>. Null below 12 points and
    /// where all are equal.
    /// </summary>
    /// <param name="values">Values in order of time.</param>
    /// <param name="level">Where P is certain to exceed it, the permutations stop.</param>
    /// <param name="seed">Of the permutations.</param>
    public static Cut? Best(ReadOnlySpan<double> values, double level, int seed)
    {
        if (values.Length < 2 * LeastSegment)
            return null;
        var ranks = Ranks.Doubled(values);
        var weights = Weights(ranks.Length);
        var (at, statistic) = Largest(ranks, weights);
        return statistic == 0
            ? null
            : new Cut(at, statistic, P(ranks, statistic, level, seed, drawn => Largest(drawn, weights).Statistic));
    }

    /// <summary>The best stretch with other points on both sides; null below 18 points and where all are equal.</summary>
    public static Arc? BestArc(ReadOnlySpan<double> values, double level, int seed)
    {
        if (values.Length < 3 * LeastSegment)
            return null;
        var ranks = Ranks.Doubled(values);
        var weights = Weights(ranks.Length);
        var sums = new int[ranks.Length + 1];
        var (from, to, statistic) = LargestArc(ranks, weights, sums);
        if (statistic == 0)
            return null;
        var p = P(ranks, statistic, level, seed, drawn => LargestArc(drawn, weights, sums).Statistic);
        // The ends were tried in strides: each is now put where it separates best.
        from = Largest(Ranks.Doubled(values[..to]), Weights(to)).At;
        to = from + Largest(Ranks.Doubled(values[from..]), Weights(ranks.Length - from)).At;
        return new Arc(from, to, statistic, p);
    }

    private static double P(int[] ranks, double statistic, double level, int seed, Scan scan)
    {
        var blocks = new BlockShuffle(ranks, BlockLength(ranks.Length), new Random(seed));
        var (reached, allowed) = (0, (int)(level * (Draws + 1)) - 1);
        for (var draw = 0; draw < Draws; draw++)
        {
            if (scan(blocks.Next()) >= statistic && ++reached > allowed)
                return 1;
        }
        return (reached + 1.0) / (Draws + 1);
    }

    /// <summary>The cut with the largest statistic among doubled ranks.</summary>
    public static (int At, double Statistic) Largest(ReadOnlySpan<int> ranks, ReadOnlySpan<double> weights)
    {
        var n = ranks.Length;
        var (sum, best, at) = (0, -1.0, 0);
        for (var k = 1; k <= n - LeastSegment; k++)
        {
            sum += ranks[k - 1];
            if (k < LeastSegment)
                continue;
            var statistic = Math.Abs(sum - k * (n + 1)) * weights[k];
            if (statistic > best)
                (best, at) = (statistic, k);
        }
        return (at, best);
    }

    private static (int From, int To, double Statistic) LargestArc(
        ReadOnlySpan<int> ranks, ReadOnlySpan<double> weights, int[] sums)
    {
        var n = ranks.Length;
        for (var i = 0; i < n; i++)
            sums[i + 1] = sums[i] + ranks[i];
        var (best, bestFrom, bestTo, stride) = (-1.0, 0, 0, 1 + n / StretchesPerSide);
        for (var from = LeastSegment; from <= n - 2 * LeastSegment; from += stride)
        {
            for (var to = from + LeastSegment; to <= n - LeastSegment; to += stride)
            {
                var statistic = Math.Abs(sums[to] - sums[from] - (to - from) * (n + 1)) * weights[to - from];
                if (statistic > best)
                    (best, bestFrom, bestTo) = (statistic, from, to);
            }
        }
        return (bestFrom, bestTo, best);
    }

    /// <summary>Standardising factors by the number of points, for doubled ranks.</summary>
    public static double[] Weights(int n)
    {
        var weights = new double[n];
        for (var k = 1; k < n; k++)
            weights[k] = 0.5 / Math.Sqrt(k * (double)(n - k) * (n + 1) / 12);
        return weights;
    }

    // Tricky: with 4 weeks in a block a series below 36 has so few arrangements that no shift could ever reach .01.
    private static int BlockLength(int n) => n switch
    {
        >= 36 => 4,
        >= 20 => 2,
        _ => 1,
    };
}
