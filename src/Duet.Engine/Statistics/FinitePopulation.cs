using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>
/// What <c>n</c> answers out of <c>N</c> people asked say about those N: the more of them answered, the less is left
/// to guess (Cochran 1977, section 2.6).
/// </summary>
public static class FinitePopulation
{
    /// <summary>
    /// The number of answers from an endless population that would say as much: n (N - 1) / (N - n). At least
    /// <paramref name="n"/>; infinite where everyone answered.
    /// </summary>
    /// <param name="n">Answers, in [0, <paramref name="population"/>].</param>
    /// <param name="population">People asked, from 1.</param>
    public static double EffectiveN(long n, long population)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, population);
        return n == population ? double.PositiveInfinity : (double)n * (population - 1) / (population - n);
    }

    /// <summary>
    /// Half width, in [0, 1], of the plain interval of a share of one half: the widest there is. 0 where everyone
    /// answered; 1, which says nothing, where nobody did.
    /// </summary>
    public static double MarginOfError(long n, long population, double level = 0.95) =>
        n == 0 ? 1 : Math.Min(1, Z(level) * Math.Sqrt(0.25 / EffectiveN(n, population)));

    /// <summary>The fewest answers with which <see cref="MarginOfError"/> is at most <paramref name="margin"/>, in [1, N].</summary>
    public static long AnswersNeeded(double margin, long population, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(margin, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        var endless = 0.25 * Z(level) * Z(level) / (margin * margin);
        var needed = endless * population / (endless + population - 1);
        // Tricky: 34.0000000001 people are 34.
        return Math.Clamp((long)Math.Ceiling(needed - 1e-9), 1, population);
    }

    internal static double Z(double level) => Normal.InvCDF(0, 1, 0.5 + level / 2);
}
