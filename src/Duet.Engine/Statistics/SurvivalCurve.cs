namespace Duet.Engine.Statistics;

/// <summary>A time at which spells ended, and the share still open just after it.</summary>
/// <param name="Time">In the unit of the spells.</param>
/// <param name="AtRisk">Spells open just before, and under observation.</param>
/// <param name="Ended">Spells that ended at this time.</param>
/// <param name="Survival">Share still open after this time, in [0, 1].</param>
/// <param name="Low">Lower pointwise confidence bound of the share, in [0, 1].</param>
/// <param name="High">Upper pointwise bound, in [0, 1].</param>
public readonly record struct SurvivalStep(double Time, int AtRisk, int Ended, double Survival, double Low, double High);

/// <summary>A quantile of a survival curve in the unit of the spells; a part is null where the curve does not come down to it: not reached.</summary>
public readonly record struct SurvivalQuantile(double? Value, double? Low, double? High);

/// <summary>The Kaplan-Meier curve of spells, some of them still open.</summary>
/// <param name="N">Spells.</param>
/// <param name="Ended">Spells that ended.</param>
/// <param name="Steps">Times of endings, ascending; empty where none ended.</param>
public sealed record SurvivalCurve(int N, int Ended, IReadOnlyList<SurvivalStep> Steps)
{
    /// <summary>The time by which half of the spells end.</summary>
    public SurvivalQuantile Median => Quantile(0.5);

    /// <summary>Share still open after <paramref name="time"/>, in [0, 1]; 1 before the first ending.</summary>
    public double At(double time)
    {
        var survival = 1.0;
        foreach (var step in Steps)
        {
            if (step.Time > time)
                break;
            survival = step.Survival;
        }
        return survival;
    }

    /// <summary>
    /// The time by which the share <paramref name="p"/> of the spells end, with the interval of Brookmeyer and
    /// Crowley (1982) from the bounds of the curve. Where the curve is level exactly at 1 - p, the middle of the
    /// level part, as R's survival package.
    /// </summary>
    /// <param name="p">Probability in (0, 1).</param>
    public SurvivalQuantile Quantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        return new SurvivalQuantile(
            Crossing(1 - p, step => step.Survival),
            Crossing(1 - p, step => step.Low),
            Crossing(1 - p, step => step.High));
    }

    private double? Crossing(double level, Func<SurvivalStep, double> share)
    {
        const double tolerance = 1e-9;
        for (var i = 0; i < Steps.Count; i++)
        {
            if (share(Steps[i]) > level + tolerance)
                continue;
            var leaves = share(Steps[i]) >= level - tolerance && i + 1 < Steps.Count;
            return leaves ? (Steps[i].Time + Steps[i + 1].Time) / 2 : Steps[i].Time;
        }
        return null;
    }
}
