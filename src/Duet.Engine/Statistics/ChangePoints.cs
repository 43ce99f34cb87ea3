namespace Duet.Engine.Statistics;

/// <summary>
/// Finds the places where the level of a series changes and stays changed: rank scan with block permutation, cut
/// again in both parts, then confirmed by the size of the shift.
/// </summary>
public static class ChangePoints
{
    private const double Level = 0.01;
    private const double LeastDelta = 0.33;
    private const double MostAutocorrelation = 0.4;

    /// <summary>
    /// Change points in order of time. Each side of one has at least 6 points; P is at most .01 over 999
    /// permutations of blocks (4 points; 2 below 36 points, 1 below 20); the interval of the shift excludes 0 and
    /// Cliff's delta is at least .33. Only possible where the residuals of its two levels have a lag-1
    /// autocorrelation above .4. Where no single cut is found, a stretch that differs from both sides is looked for:
    /// a level that rises and returns has no best single cut.
    /// </summary>
    /// <param name="values">Values in order of time, one unit, without gaps; below 12 there is none.</param>
    /// <param name="seed">Of permutations and bootstrap: the same values and seed give the same answer.</param>
    public static IReadOnlyList<ChangePoint> Find(ReadOnlySpan<double> values, int seed = 1)
    {
        SortedDictionary<int, Cut> cuts = [];
        Search(values, 0, cuts, seed);
        while (true)
        {
            var found = Describe(values, [.. cuts], seed);
            var weakest = found.Where(point => !Holds(point)).MinBy(point => Math.Abs(point.Delta));
            if (weakest is null)
                return found;
            // Its neighbours now meet, and are judged anew.
            cuts.Remove(weakest.At);
        }
    }

    private static void Search(ReadOnlySpan<double> segment, int from, SortedDictionary<int, Cut> cuts, int seed)
    {
        if (RankScan.Best(segment, Level, seed) is { P: <= Level } cut)
        {
            cuts.Add(from + cut.At, cut);
            Search(segment[..cut.At], from, cuts, seed);
            Search(segment[cut.At..], from + cut.At, cuts, seed);
        }
        else if (RankScan.BestArc(segment, Level, seed) is { P: <= Level } arc)
        {
            cuts.Add(from + arc.From, new Cut(arc.From, arc.Statistic, arc.P));
            cuts.Add(from + arc.To, new Cut(arc.To, arc.Statistic, arc.P));
            Search(segment[..arc.From], from, cuts, seed);
            Search(segment[arc.From..arc.To], from + arc.From, cuts, seed);
            Search(segment[arc.To..], from + arc.To, cuts, seed);
        }
    }

    private static List<ChangePoint> Describe(
        ReadOnlySpan<double> values, KeyValuePair<int, Cut>[] cuts, int seed)
    {
        List<ChangePoint> points = [];
        for (var i = 0; i < cuts.Length; i++)
        {
            var start = i == 0 ? 0 : cuts[i - 1].Key;
            var end = i == cuts.Length - 1 ? values.Length : cuts[i + 1].Key;
            points.Add(Describe(values[start..end], start, cuts[i], seed));
        }
        return points;
    }

    private static ChangePoint Describe(ReadOnlySpan<double> both, int start, KeyValuePair<int, Cut> cut, int seed)
    {
        var at = cut.Key - start;
        var before = both[..at];
        var after = both[at..];
        var (earliest, latest) = CutDate.Interval(both, at, seed);
        return new ChangePoint
        {
            At = cut.Key,
            Earliest = start + earliest,
            Latest = start + latest,
            Statistic = cut.Value.Statistic,
            P = cut.Value.P,
            // Ranks, and with them the confirmation, are the same for values and their logarithms.
            Shift = HodgesLehmann.Shift(after, before)!,
            Delta = CliffsDelta.Of(after, before)!.Value,
            Confidence = Autocorrelation.Lag(Residuals(both, at), 1) > MostAutocorrelation
                ? ShiftConfidence.Possible
                : ShiftConfidence.Confirmed,
        };
    }

    private static bool Holds(ChangePoint point) =>
        !point.Shift.Interval.Contains(0) && Math.Abs(point.Delta) >= LeastDelta;

    // Deviations from the two levels, of logarithms where the values are positive and skewed.
    private static double[] Residuals(ReadOnlySpan<double> both, int at)
    {
        var logarithms = Skewness.AsksForLogarithms(both[..at]) || Skewness.AsksForLogarithms(both[at..]);
        double[] residuals = [.. both];
        if (logarithms && residuals.All(value => value > 0))
            residuals = [.. residuals.Select(value => Math.Log(value))];
        var (before, after) = (residuals.Take(at).Average(), residuals.Skip(at).Average());
        for (var i = 0; i < residuals.Length; i++)
            residuals[i] -= i < at ? before : after;
        return residuals;
    }
}
