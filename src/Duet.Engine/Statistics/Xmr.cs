namespace Duet.Engine.Statistics;

/// <summary>
/// Process behaviour chart of single values, the XmR chart (Wheeler, Understanding Variation, 1993). For
/// weekly counts, shares and medians; durations go in as logarithms, shares of few rows are pooled first.
/// </summary>
public static class Xmr
{
    /// <summary>Below this there are no limits.</summary>
    public const int LeastBaseline = 8;

    /// <summary>From here on limits are firm, before they are provisional.</summary>
    public const int FirmBaseline = 12;

    /// <summary>The first points that make the limits; later ones are judged by them.</summary>
    public const int FullBaseline = 24;

    private const int RunLength = 8;

    /// <summary>
    /// Limits from the first <see cref="FullBaseline"/> of <paramref name="values"/>: mean -+ 2.66 mean moving
    /// range (range limit 3.268), or median -+ 3.145 median moving range (3.865).
    /// </summary>
    /// <param name="values">Values in order of time, one unit, without gaps.</param>
    /// <param name="centre">Means, or medians where the baseline itself holds wild points.</param>
    /// <param name="clipAtZero">True where values cannot be negative.</param>
    /// <returns>Null below <see cref="LeastBaseline"/> values.</returns>
    public static XmrLimits? Limits(
        ReadOnlySpan<double> values, XmrCentre centre = XmrCentre.Mean, bool clipAtZero = false)
    {
        if (values.Length < LeastBaseline)
            return null;
        var baseline = values[..Math.Min(values.Length, FullBaseline)].ToArray();
        var ranges = baseline.Zip(baseline.Skip(1), (a, b) => Math.Abs(b - a)).ToArray();
        var (middle, range, width, rangeWidth) = centre == XmrCentre.Mean
            ? (baseline.Average(), ranges.Average(), 2.66, 3.268)
            : (Quantile.Median(baseline)!.Value, Quantile.Median(ranges)!.Value, 3.145, 3.865);
        // Tricky: the mean of 0.1, 0.1, ... is not 0.1, and every point would lie outside limits without width.
        if (range == 0 && centre == XmrCentre.Mean)
            middle = baseline[0];
        var half = width * range;
        var lower = middle - half;
        return new XmrLimits(
            middle,
            half,
            clipAtZero ? Math.Max(0, lower) : lower,
            middle + half,
            rangeWidth * range,
            baseline.Length,
            Autocorrelation.Lag(baseline, 1));
    }

    /// <summary>The rules that <paramref name="values"/> meet under frozen limits, by index, then rule; empty for none.</summary>
    public static IReadOnlyList<XmrSignal> Signals(ReadOnlySpan<double> values, XmrLimits limits)
    {
        List<XmrSignal> signals = [];
        var (run, runHigh) = (0, false);
        for (var i = 0; i < values.Length; i++)
        {
            var high = values[i] > limits.Centre;
            run = values[i] == limits.Centre ? 0 : run > 0 && high == runHigh ? run + 1 : 1;
            runHigh = high;
            if (values[i] < limits.Lower || values[i] > limits.Upper)
                signals.Add(new XmrSignal(i, XmrRule.Outside, high));
            if (run >= RunLength)
                signals.Add(new XmrSignal(i, XmrRule.Run, high));
            if (ThreeOfFour(values[Math.Max(0, i - 3)..(i + 1)], limits, high))
                signals.Add(new XmrSignal(i, XmrRule.NearLimit, high));
        }
        return signals;
    }

    // The last of the four must itself be near the limit: the rule is met at the point that completes it.
    private static bool ThreeOfFour(ReadOnlySpan<double> window, XmrLimits limits, bool high)
    {
        if (limits.HalfWidth == 0 || !Near(window[^1], limits, high))
            return false;
        var near = 0;
        foreach (var value in window)
            near += Near(value, limits, high) ? 1 : 0;
        return near >= 3;
    }

    private static bool Near(double value, XmrLimits limits, bool high) =>
        (high ? value - limits.Centre : limits.Centre - value) > limits.HalfWidth / 2;
}
