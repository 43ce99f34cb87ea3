using Duet.Engine.Metrics;

namespace Duet.Platform.Ui.Charts;

/// <summary>Round values for an axis that starts at zero, or below it where values do.</summary>
/// <param name="Values">Ascending, evenly spaced; first and last are the axis' ends.</param>
/// <param name="Unit">The unit people read: hours may be shown as days.</param>
internal sealed record Ticks(IReadOnlyList<double> Values, Unit Unit)
{
    // Steps people know from clocks and calendars, in minutes.
    private static readonly double[] Clock =
        [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 7 * 1440, 14 * 1440, 28 * 1440, 56 * 1440, 91 * 1440, 182 * 1440, 364 * 1440];

    public double Lowest => Values[0];
    public double Highest => Values[^1];

    /// <summary>At most six ticks that span the values; 0 to 1 where there are none.</summary>
    public static Ticks Over(IEnumerable<double> values, Unit unit)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var value in values)
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (high - low < 1e-9)
            high = unit == Unit.Share ? 0.1 : 1;
        if (unit == Unit.Share)
            high = Math.Min(high, 1);
        var step = Step((high - low) / 5, unit);
        var (first, last) = (Math.Floor(low / step + 1e-9), Math.Ceiling(high / step - 1e-9));
        return new Ticks([.. Enumerable.Range((int)first, (int)(last - first) + 1).Select(index => index * step)], Shown(high, unit));
    }

    private static double Step(double least, Unit unit)
    {
        if (Durations.MinutesIn(unit) is { } minutes)
        {
            var found = Clock.FirstOrDefault(step => step >= least * minutes);
            return (found > 0 ? found : Decimal(least * minutes / Clock[^1]) * Clock[^1]) / minutes;
        }
        var round = Decimal(least);
        return unit is Unit.Count or Unit.Lines or Unit.Files ? Math.Max(1, round) : round;
    }

    private static double Decimal(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(step => step >= least * (1 - 1e-9));
    }

    private static Unit Shown(double highest, Unit unit) =>
        Durations.MinutesIn(unit) is { } minutes ? Durations.Shown(highest * minutes) : unit;
}
