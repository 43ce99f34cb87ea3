namespace Duet.Engine.Statistics;

/// <summary>A share among people asked, of whom some were silent.</summary>
/// <param name="Value">Successes / n, in [0, 1].</param>
/// <param name="Interval">Plausible shares among everyone asked; null where everyone answered and nothing is left to guess.</param>
/// <param name="EffectiveN">See <see cref="FinitePopulation.EffectiveN"/>; infinite where everyone answered.</param>
public sealed record SampledShare(double Value, Interval? Interval, double EffectiveN)
{
    /// <summary>Wilson's interval on the effective number of answers. Null for no answer.</summary>
    /// <param name="successes">Count in [0, <paramref name="n"/>].</param>
    /// <param name="n">Answers.</param>
    /// <param name="population">People asked, at least <paramref name="n"/>.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static SampledShare? Of(long successes, long n, long population, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        if (n == 0)
            return null;
        var (share, effective) = ((double)successes / n, FinitePopulation.EffectiveN(n, population));
        return new SampledShare(share, double.IsInfinity(effective) ? null : Wilson(share, effective, level), effective);
    }

    /// <summary>
    /// The first share minus the second, with Newcombe's interval (1998, method 10) on the two effective numbers, in
    /// [-1, 1]. It takes the two groups to be independent; the same people asked twice usually make it too wide, which
    /// is the safe side.
    /// </summary>
    public static (double Value, Interval Interval) Difference(SampledShare first, SampledShare second)
    {
        var (p, q) = (first.Value, second.Value);
        var (a, b) = (first.Interval ?? new Interval(p, p), second.Interval ?? new Interval(q, q));
        var below = Math.Sqrt((p - a.Low) * (p - a.Low) + (b.High - q) * (b.High - q));
        var above = Math.Sqrt((a.High - p) * (a.High - p) + (q - b.Low) * (q - b.Low));
        return (p - q, new Interval(p - q - below, p - q + above));
    }

    /// <summary>Wilson's score interval for a number of answers that need not be whole.</summary>
    internal static Interval Wilson(double share, double n, double level = 0.95)
    {
        var z = FinitePopulation.Z(level);
        var scale = 1 + z * z / n;
        var centre = (share + z * z / (2 * n)) / scale;
        var half = z / scale * Math.Sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        // Tricky: at 0 and 1 the bound is exactly the share; rounding must not push it across.
        return new Interval(Math.Clamp(centre - half, 0, share), Math.Clamp(centre + half, share, 1));
    }
}
