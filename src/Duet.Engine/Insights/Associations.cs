using Duet.Engine.Metrics;
using Duet.Engine.Statistics;

namespace Duet.Engine.Insights;

/// <summary>Asks whether one metric tends to move before another, for pairs the catalogue names in advance.</summary>
public static class Associations
{
    private const int MostImputed = 2;

    /// <summary>
    /// The association of <paramref name="first"/> with a later <paramref name="second"/> over the complete periods that
    /// both have; counts and durations as logarithms, shares as logits. P is for this pair alone: adjust it over all
    /// pairs asked, by <see cref="MultipleTesting.BenjaminiHochberg"/>.
    /// </summary>
    /// <param name="first">Points of one group, oldest first.</param>
    /// <param name="second">Points of the same grain.</param>
    /// <param name="firstUnit">Unit of the first values.</param>
    /// <param name="secondUnit">Unit of the second values.</param>
    /// <param name="mostLag">Largest lag tried, in periods.</param>
    /// <returns>Null below 40 common periods, across a gap of more than two periods, or where a series is constant.</returns>
    public static LaggedAssociation? Between(
        IReadOnlyList<SeriesPoint> first, Unit firstUnit, IReadOnlyList<SeriesPoint> second, Unit secondUnit, int mostLag = 6)
    {
        var later = second.ToDictionary(point => point.Period);
        var common = first
            .Where(point => !point.Provisional && later.TryGetValue(point.Period, out var other) && !other.Provisional)
            .OrderBy(point => point.Period.Start)
            .ToArray();
        if (HasHole(common))
            return null;
        var a = Filled([.. common.Select(point => Scaled(point, firstUnit))]);
        var b = Filled([.. common.Select(point => Scaled(later[point.Period], secondUnit))]);
        return a is null || b is null ? null : LeadLag.Find(a, b, mostLag);
    }

    // A period that neither series lists would shift the lags.
    private static bool HasHole(SeriesPoint[] points) =>
        points.Zip(points.Skip(1)).Any(pair => pair.First.Period.End != pair.Second.Period.Start);

    private static double? Scaled(SeriesPoint point, Unit unit) => point.Value is not { } value ? null : unit switch
    {
        Unit.Number => value,
        // Half a row keeps shares of 0 and 1, and counts of 0, on the scale.
        Unit.Share => Math.Log((value * point.N + 0.5) / ((1 - value) * point.N + 0.5)),
        Unit.Minutes or Unit.Hours or Unit.Days => value > 0 ? Math.Log(value) : null,
        _ => Math.Log(value + 0.5),
    };

    /// <summary>Gaps of at most two periods filled on a straight line; null where one is longer or at an end.</summary>
    private static double[]? Filled(double?[] values)
    {
        var filled = new double[values.Length];
        var last = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                continue;
            if (last < 0 ? i > 0 : i - last - 1 > MostImputed)
                return null;
            for (var gap = last + 1; gap < i; gap++)
                filled[gap] = filled[last] + (value - filled[last]) * (gap - last) / (i - last);
            (filled[i], last) = (value, i);
        }
        return last == values.Length - 1 ? filled : null;
    }
}
