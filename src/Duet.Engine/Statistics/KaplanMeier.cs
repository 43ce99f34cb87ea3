using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>Durations of which some are still running (Kaplan and Meier 1958).</summary>
public static class KaplanMeier
{
    /// <summary>
    /// The product-limit curve; pointwise bounds on the log scale with Greenwood's variance, as R's survfit.
    /// Endings at a time come before censorings at the same time.
    /// </summary>
    /// <param name="spells">Spells in any order and one unit; empty gives a curve without steps.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public static SurvivalCurve Fit(IEnumerable<Spell> spells, double level = 0.95)
    {
        var sorted = spells.OrderBy(spell => spell.Duration).ToArray();
        if (sorted.Length > 0 && !(sorted[0].Duration >= 0 && double.IsFinite(sorted[^1].Duration)))
            throw new ArgumentException("Durations must be finite and not negative.", nameof(spells));
        var z = Normal.InvCDF(0, 1, 0.5 + level / 2);
        List<SurvivalStep> steps = [];
        var (survival, greenwood, total) = (1.0, 0.0, 0);
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            var (time, ended) = (sorted[first].Duration, 0);
            for (next = first; next < sorted.Length && sorted[next].Duration == time; next++)
                ended += sorted[next].Ended ? 1 : 0;
            if (ended == 0)
                continue;
            double atRisk = sorted.Length - first;
            total += ended;
            survival *= (atRisk - ended) / atRisk;
            greenwood += ended / (atRisk * (atRisk - ended));
            steps.Add(Step(time, (int)atRisk, ended, survival, z * Math.Sqrt(greenwood), steps));
        }
        return new SurvivalCurve(sorted.Length, total, steps);
    }

    // At a share of 0 the log scale gives no bound: the lower one is 0, the upper one stays where it was.
    private static SurvivalStep Step(
        double time, int atRisk, int ended, double survival, double half, List<SurvivalStep> before)
    {
        var (low, high) = survival > 0
            ? (survival * Math.Exp(-half), Math.Min(1, survival * Math.Exp(half)))
            : (0, before.Count > 0 ? before[^1].High : 1);
        return new SurvivalStep(time, atRisk, ended, survival, low, high);
    }
}
