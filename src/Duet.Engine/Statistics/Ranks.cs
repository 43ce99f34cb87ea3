using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>Ranks from 1, ties sharing the mean of their ranks.</summary>
public static class Ranks
{
    /// <summary>Mid-ranks of <paramref name="values"/>, in their order; empty for none. Their sum is n (n + 1) / 2.</summary>
    public static double[] Of(ReadOnlySpan<double> values) => [.. Doubled(values).Select(rank => rank / 2.0)];

    /// <summary>
    /// The normal quantiles of (rank - 1/2) / n (Hazen), in the order of <paramref name="values"/>: tames wild points
    /// and keeps the order.
    /// </summary>
    public static double[] NormalScores(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        return [.. Of(values).Select(rank => Normal.InvCDF(0, 1, (rank - 0.5) / n))];
    }

    /// <summary>Twice the mid-ranks: whole numbers, so that sums of them compare exactly.</summary>
    internal static int[] Doubled(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new int[sorted.Length];
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            for (next = first + 1; next < sorted.Length && sorted[next] == sorted[first];)
                next++;
            for (var i = first; i < next; i++)
                ranks[order[i]] = first + 1 + next;
        }
        return ranks;
    }

    /// <summary>Sum of t^3 - t over groups of t equal values: 0 without ties. What tie corrections of variances subtract.</summary>
    internal static double TieTerm(IEnumerable<double> values) =>
        values.GroupBy(value => value).Sum(group => Math.Pow(group.Count(), 3) - group.Count());
}
