namespace Duet.Engine.Statistics;

/// <summary>
/// Adjusted probabilities for having tested many things, in the order they came; a hypothesis is rejected at a level
/// if its adjusted probability is at most that level. Each in [0, 1]; empty gives empty. As R's p.adjust.
/// </summary>
public static class MultipleTesting
{
    /// <summary>Controls the share of false findings among findings (Benjamini and Hochberg 1995).</summary>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> p) =>
        StepUp(p, rank => (double)p.Count / rank);

    /// <summary>The same under any dependence (Benjamini and Yekutieli 2001); far stricter.</summary>
    public static double[] BenjaminiYekutieli(IReadOnlyList<double> p)
    {
        var harmonic = Enumerable.Range(1, p.Count).Sum(i => 1.0 / i);
        return StepUp(p, rank => harmonic * p.Count / rank);
    }

    /// <summary>Controls the probability of any false finding (Holm 1979).</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        var (largest, rank) = (0.0, 0);
        foreach (var i in Order(p))
        {
            largest = Math.Max(largest, (p.Count - rank++) * p[i]);
            adjusted[i] = Math.Min(1, largest);
        }
        return adjusted;
    }

    private static double[] StepUp(IReadOnlyList<double> p, Func<int, double> factor)
    {
        var adjusted = new double[p.Count];
        var (smallest, rank) = (1.0, p.Count);
        foreach (var i in Order(p).Reverse())
            adjusted[i] = smallest = Math.Min(smallest, factor(rank--) * p[i]);
        return adjusted;
    }

    private static int[] Order(IReadOnlyList<double> p) => [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
}
