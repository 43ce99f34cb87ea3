using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>The outcome of a log-rank test of two groups.</summary>
/// <param name="ChiSquare">Statistic with one degree of freedom, at least 0.</param>
/// <param name="P">Two-sided probability in [0, 1].</param>
/// <param name="Observed">Endings seen in the first group.</param>
/// <param name="Expected">Endings the first group would have had if both ended alike.</param>
public sealed record LogRankResult(double ChiSquare, double P, int Observed, double Expected);

/// <summary>Do two groups of waits end at the same pace?</summary>
public static class LogRank
{
    /// <summary>The log-rank test (Mantel 1966; as R's survdiff). Null where nothing ended while both groups were under observation.</summary>
    public static LogRankResult? Test(IEnumerable<Spell> first, IEnumerable<Spell> second)
    {
        var all = first.Select(spell => (spell, First: true))
            .Concat(second.Select(spell => (spell, First: false)))
            .OrderBy(row => row.spell.Duration)
            .ToArray();
        var (observed, expected, variance) = (0, 0.0, 0.0);
        double atRisk = all.Length, firstAtRisk = all.Count(row => row.First);
        for (int start = 0, next; start < all.Length; start = next)
        {
            var (ended, firstEnded, left, firstLeft) = (0, 0, 0, 0);
            for (next = start; next < all.Length && all[next].spell.Duration == all[start].spell.Duration; next++)
            {
                left++;
                firstLeft += all[next].First ? 1 : 0;
                ended += all[next].spell.Ended ? 1 : 0;
                firstEnded += all[next].spell.Ended && all[next].First ? 1 : 0;
            }
            var share = firstAtRisk / atRisk;
            observed += firstEnded;
            expected += ended * share;
            if (atRisk > 1)
                variance += ended * share * (1 - share) * (atRisk - ended) / (atRisk - 1);
            (atRisk, firstAtRisk) = (atRisk - left, firstAtRisk - firstLeft);
        }
        if (variance <= 0)
            return null;
        var chiSquare = (observed - expected) * (observed - expected) / variance;
        return new LogRankResult(chiSquare, 1 - ChiSquared.CDF(1, chiSquare), observed, expected);
    }
}
