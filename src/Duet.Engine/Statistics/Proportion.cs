using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>Intervals of a share of successes.</summary>
public static class Proportion
{
    /// <summary>Score interval of a share, without continuity correction (Wilson 1927).</summary>
    /// <param name="successes">Count in [0, <paramref name="n"/>].</param>
    /// <param name="n">Count of trials; 0 gives null.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>Shares in [0, 1], around successes / n.</returns>
    public static Interval? Wilson(long successes, long n, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        if (n == 0)
            return null;
        var z = Normal.InvCDF(0, 1, 0.5 + level / 2);
        var share = (double)successes / n;
        var scale = 1 + z * z / n;
        var centre = (share + z * z / (2 * n)) / scale;
        var half = z / scale * Math.Sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        // Tricky: at 0 and n the bound is exactly the share; rounding must not push it across.
        return new Interval(
            Math.Clamp(centre - half, 0, share),
            Math.Clamp(centre + half, share, 1));
    }
}
