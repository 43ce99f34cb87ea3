using Duet.Engine.Metrics;
using Duet.Engine.Statistics;
using MathNet.Numerics.Distributions;

namespace Duet.Engine.Insights;

/// <summary>The scale on which a series is judged, and the bounds of its unit.</summary>
internal sealed class ReadingScale(Unit unit, bool logarithms, bool negatives)
{
    /// <summary>Logarithms for durations that are positive throughout and skewed, once the levels are taken out.</summary>
    public static ReadingScale For(Unit unit, double[] values, int[] starts)
    {
        if (unit is not (Unit.Minutes or Unit.Hours or Unit.Days) || values.Any(value => value <= 0))
            return new ReadingScale(unit, false, values.Any(value => value < 0));
        var relative = new double[values.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : values.Length;
            var median = Quantile.Median(values[starts[i]..end])!.Value;
            for (var at = starts[i]; at < end; at++)
                relative[at] = values[at] / median;
        }
        return new ReadingScale(unit, Skewness.AsksForLogarithms(relative), false);
    }

    public double[] To(double[] values) => logarithms ? [.. values.Select(value => Math.Log(value))] : values;

    /// <summary>From the scale back to the unit, within its bounds: shares in [0, 1], and below 0 only numbers that were.</summary>
    public double Back(double value)
    {
        var natural = logarithms ? Math.Exp(value) : value;
        return unit switch
        {
            Unit.Number when negatives => natural,
            Unit.Share => Math.Clamp(natural, 0, 1),
            _ => Math.Max(0, natural),
        };
    }

    /// <summary>
    /// Whether a point outside the limits counts. Where limits are too crude, for shares of few rows, rare events and
    /// baselines without any variation, the point must also differ from the centre by more than chance.
    /// </summary>
    public bool Differs(SeriesPoint point, XmrLimits limits)
    {
        var centre = Back(limits.Centre);
        var events = unit is Unit.Count or Unit.PerWeek;
        if (limits.HalfWidth > 0 && unit != Unit.Share && !(events && centre < 1))
            return true;
        if (events)
            return IsBeyondChance(point.Value!.Value, centre + 1.0 / limits.Baseline);
        return point is not { Low: { } low, High: { } high } || centre < low || centre > high;
    }

    // Events at random with a rate of one more event than the baseline had: as rare as a point beyond three deviations.
    private static bool IsBeyondChance(double count, double rate)
    {
        var tail = count > rate ? 1 - Poisson.CDF(rate, Math.Ceiling(count) - 1) : Poisson.CDF(rate, count);
        return tail < 0.00135;
    }
}
