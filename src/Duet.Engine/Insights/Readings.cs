using Duet.Engine.Metrics;
using Duet.Engine.Statistics;

namespace Duet.Engine.Insights;

/// <summary>Turns series into readings: usual range, shifts, signals, and what they mean now.</summary>
/// <remarks>
/// Give it more history than is shown, a year of weeks if there is one: limits need 8 complete points, shifts 16,
/// and a shift of two standard deviations is found reliably from about 50.
/// </remarks>
public static class Readings
{
    private const int LeastForShifts = 16;
    private const int Recent = 13;

    /// <summary>A reading for each group of the series, in the order of its first points; one with a null group without a split.</summary>
    public static IReadOnlyList<GroupReading> Of(Series series, Better better) =>
    [
        .. series.Points
            .GroupBy(point => point.Group)
            .Select(group => new GroupReading(group.Key, Of([.. group], series.Unit, better))),
    ];

    /// <summary>The reading of points that must not be judged against each other: newest and open value, nothing else.</summary>
    public static Reading Unjudged(IReadOnlyList<SeriesPoint> points) => new()
    {
        State = points.Any(IsJudged) ? ReadingState.TooFew : ReadingState.NoData,
        Direction = Direction.None,
        Judgement = Judgement.Neutral,
        Latest = points.LastOrDefault(IsJudged),
        Open = points.LastOrDefault(point => point.Provisional),
        UsualRange = null,
        IsRangeProvisional = false,
        IsAutocorrelated = false,
        Regimes = [],
        Shifts = [],
        Signals = [],
    };

    /// <summary>The reading of one group's points.</summary>
    /// <param name="points">Oldest first. Gaps (null) and suppressed points are passed over; provisional points are not judged.</param>
    /// <param name="unit">Unit of the values: decides on logarithms and bounds.</param>
    /// <param name="better">Which direction is welcome.</param>
    public static Reading Of(IReadOnlyList<SeriesPoint> points, Unit unit, Better better)
    {
        int[] places = [.. Enumerable.Range(0, points.Count).Where(i => IsJudged(points[i]))];
        double[] values = [.. places.Select(place => points[place].Value!.Value)];
        var changes = values.Length >= LeastForShifts ? ChangePoints.Find(values) : [];
        int[] starts = values.Length == 0 ? [] : [0, .. changes.Where(IsConfirmed).Select(change => change.At)];
        var scale = ReadingScale.For(unit, values, starts);
        var scaled = scale.To(values);
        var levels = Levels(points, places, scaled, starts, scale);
        var shifts = Shifts(points, places, scaled, changes, scale, better);
        List<XmrSignal> signals = [.. levels.SelectMany(level => level.Signals)];
        var state = State(points, places, shifts, signals);
        var direction = state switch
        {
            ReadingState.OutOfRange => Towards(signals[^1].High),
            ReadingState.Shifted => shifts.Last(shift => shift.Confidence == ShiftConfidence.Confirmed).Direction,
            _ => Direction.None,
        };
        var current = levels.LastOrDefault();
        return new Reading
        {
            State = state,
            Direction = direction,
            Judgement = Judgements.Of(direction, better),
            Latest = places.Length > 0 ? points[places[^1]] : null,
            Open = points.LastOrDefault(point => point.Provisional),
            UsualRange = current?.Regime is { Lower: { } lower, Upper: { } upper } ? new Interval(lower, upper) : null,
            IsRangeProvisional = current?.Limits?.Provisional ?? false,
            IsAutocorrelated = current?.Limits?.Autocorrelated ?? false,
            Regimes = [.. levels.Select(level => level.Regime)],
            Shifts = shifts,
            Signals = signals,
        };
    }

    private static bool IsJudged(SeriesPoint point) =>
        point is { Provisional: false, Suppressed: false, Value: { } value } && double.IsFinite(value);

    private static bool IsConfirmed(ChangePoint change) => change.Confidence == ShiftConfidence.Confirmed;

    private static Direction Towards(bool high) => high ? Direction.Up : Direction.Down;

    private static ReadingState State(
        IReadOnlyList<SeriesPoint> points, int[] places, List<Shift> shifts, List<XmrSignal> signals)
    {
        if (points.LastOrDefault(point => !point.Provisional) is { Suppressed: true })
            return ReadingState.Suppressed;
        if (places.Length == 0)
            return points.Any(point => point.Suppressed) ? ReadingState.Suppressed : ReadingState.NoData;
        if (places.Length < Xmr.LeastBaseline)
            return ReadingState.TooFew;
        if (signals.Any(signal => signal.Index == places[^1] && signal.Rule == XmrRule.Outside))
            return ReadingState.OutOfRange;
        var recent = places[^Math.Min(Recent, places.Length)];
        return shifts.Any(shift => shift.Confidence == ShiftConfidence.Confirmed && shift.Index >= recent)
            ? ReadingState.Shifted
            : ReadingState.Steady;
    }

    private static List<Level> Levels(
        IReadOnlyList<SeriesPoint> points, int[] places, double[] scaled, int[] starts, ReadingScale scale)
    {
        List<Level> levels = [];
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : scaled.Length;
            var slice = scaled.AsSpan(starts[i], end - starts[i]);
            var limits = Xmr.Limits(slice);
            var regime = new Regime(
                places[starts[i]],
                places[end - 1],
                scale.Back(limits?.Centre ?? Mean(slice)),
                limits is null ? null : scale.Back(limits.Lower),
                limits is null ? null : scale.Back(limits.Upper),
                limits?.Provisional ?? true);
            levels.Add(new Level(regime, limits, Signals(points, places, starts[i], slice, limits, scale)));
        }
        return levels;
    }

    private static List<XmrSignal> Signals(
        IReadOnlyList<SeriesPoint> points, int[] places, int start, ReadOnlySpan<double> slice, XmrLimits? limits, ReadingScale scale) =>
        limits is null
            ? []
            : [.. Xmr.Signals(slice, limits)
                .Select(signal => signal with { Index = places[start + signal.Index] })
                .Where(signal => signal.Rule != XmrRule.Outside || scale.Differs(points[signal.Index], limits))];

    private static List<Shift> Shifts(
        IReadOnlyList<SeriesPoint> points, int[] places, double[] scaled, IReadOnlyList<ChangePoint> changes, ReadingScale scale, Better better)
    {
        List<Shift> shifts = [];
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            var start = i == 0 ? 0 : changes[i - 1].At;
            var end = i + 1 < changes.Count ? changes[i + 1].At : scaled.Length;
            var direction = Towards(change.Delta > 0);
            shifts.Add(new Shift
            {
                Index = places[change.At],
                EarliestIndex = places[change.Earliest],
                LatestIndex = places[change.Latest],
                At = points[places[change.At]].Period,
                Earliest = points[places[change.Earliest]].Period,
                Latest = points[places[change.Latest]].Period,
                Before = scale.Back(Mean(scaled.AsSpan(start, change.At - start))),
                After = scale.Back(Mean(scaled.AsSpan(change.At, end - change.At))),
                Change = change.Shift,
                Delta = change.Delta,
                P = change.P,
                Confidence = change.Confidence,
                Direction = direction,
                Judgement = Judgements.Of(direction, better),
            });
        }
        return shifts;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    private sealed record Level(Regime Regime, XmrLimits? Limits, List<XmrSignal> Signals);
}

/// <summary>The reading of one group of a split series.</summary>
public sealed record GroupReading(string? Group, Reading Reading);
