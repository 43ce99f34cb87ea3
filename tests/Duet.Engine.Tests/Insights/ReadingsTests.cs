using CsCheck;
using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Statistics;
using Duet.Engine.Tests.Statistics;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Insights;

public sealed class ReadingsTests
{
    private static readonly DateTimeOffset Monday = new(2025, 1, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_Nothing_IsNoData()
    {
        var reading = Readings.Of([], Unit.Count, Better.Higher);

        Assert.Equal(ReadingState.NoData, reading.State);
        Assert.Null(reading.Latest);
        Assert.Null(reading.UsualRange);
        Assert.Empty(reading.Regimes);
    }

    [Fact]
    public void Of_OnlyGaps_IsNoData() =>
        Assert.Equal(ReadingState.NoData, Readings.Of(Points(null, null, null), Unit.Hours, Better.Lower).State);

    [Fact]
    public void Of_OnlyAnOpenWeek_HasNothingToJudge()
    {
        var reading = Readings.Of([Point(0, 3) with { Provisional = true }], Unit.Hours, Better.Lower);

        Assert.Equal(ReadingState.NoData, reading.State);
        Assert.Equal(3, reading.Open!.Value);
        Assert.Null(reading.Latest);
    }

    [Fact]
    public void Of_SevenPoints_ShowsThemAndConcludesNothing()
    {
        var reading = Readings.Of(Points(4, 5, 6, 5, 4, 5, 60), Unit.Count, Better.Higher);

        Assert.Equal(ReadingState.TooFew, reading.State);
        Assert.Equal(60, reading.Latest!.Value);
        Assert.Null(reading.UsualRange);
        Assert.Equal(new Regime(0, 6, 89.0 / 7, null, null, true), Assert.Single(reading.Regimes));
    }

    [Fact]
    public void Of_LatestSuppressed_SaysSo()
    {
        var points = Points(4, 5, 6, 5, 4, 5, 4, 5, 6);
        points[^1] = points[^1] with { Value = null, N = 0, Suppressed = true };

        Assert.Equal(ReadingState.Suppressed, Readings.Of(points, Unit.Count, Better.Higher).State);
    }

    [Fact]
    public void Of_Nist_IsSteadyWithTheHandbooksLimits()
    {
        var reading = Readings.Of(Points(Published.NistIndividuals), Unit.Number, Better.Neither);

        Assert.Equal(ReadingState.Steady, reading.State);
        Assert.Equal(45.815111, reading.UsualRange!.Value.Low, 6);
        Assert.Equal(55.804889, reading.UsualRange!.Value.High, 6);
        Assert.True(reading.IsRangeProvisional);
        Assert.Equal((Direction.None, Judgement.Neutral), (reading.Direction, reading.Judgement));
    }

    [Fact]
    public void Of_Nile_HasTwoRegimesAndTheShiftAfter1898()
    {
        var reading = Readings.Of(Points(Published.Nile), Unit.Number, Better.Higher);

        var shift = Assert.Single(reading.Shifts);
        Assert.Equal(28, shift.Index);
        Assert.Equal(Monday.AddDays(7 * 28), shift.At.Start);
        Assert.Equal(1097.75, shift.Before, 6);
        Assert.Equal(849.97222, shift.After, 5);
        Assert.Equal((Direction.Down, Judgement.Worse), (shift.Direction, shift.Judgement));
        Assert.Equal([(0, 27), (28, 99)], reading.Regimes.Select(regime => (regime.From, regime.To)));
        // The shift lies long ago: what counts now is the level since.
        Assert.Equal(ReadingState.Steady, reading.State);
    }

    [Theory]
    [InlineData(Better.Lower, Judgement.Worse)]
    [InlineData(Better.Higher, Judgement.Better)]
    [InlineData(Better.Neither, Judgement.Neutral)]
    public void Of_RecentShift_IsJudgedByWhatIsBetter(Better better, Judgement expected)
    {
        var values = Noise.Normal(new Random(1), 52).Step(42, 4).Select(value => value + 20);

        var reading = Readings.Of(Points([.. values]), Unit.Hours, better);

        Assert.Equal(ReadingState.Shifted, reading.State);
        Assert.Equal((Direction.Up, expected), (reading.Direction, reading.Judgement));
        Assert.Equal(10, reading.Regimes[^1].To - reading.Regimes[^1].From + 1);
        Assert.InRange(24, reading.UsualRange!.Value.Low, reading.UsualRange.Value.High);
    }

    [Fact]
    public void Of_LatestPointFarOut_IsOutOfRange()
    {
        double?[] values = [.. Enumerable.Range(0, 20).Select(i => (double?)(10 + i % 3)), 30];

        var reading = Readings.Of(Points(values), Unit.Count, Better.Lower);

        Assert.Equal(ReadingState.OutOfRange, reading.State);
        Assert.Equal((Direction.Up, Judgement.Worse), (reading.Direction, reading.Judgement));
        Assert.Contains(new XmrSignal(20, XmrRule.Outside, true), reading.Signals);
    }

    [Fact]
    public void Of_OpenWeekFarOut_IsNotJudged()
    {
        double?[] values = [.. Enumerable.Range(0, 20).Select(i => (double?)(10 + i % 3)), 0];
        var points = Points(values);
        points[^1] = points[^1] with { Provisional = true };

        var reading = Readings.Of(points, Unit.Count, Better.Higher);

        Assert.Equal(ReadingState.Steady, reading.State);
        Assert.Equal(0, reading.Open!.Value);
        Assert.Equal(19, reading.Regimes[^1].To);
    }

    [Fact]
    public void Of_SkewedDurations_SeldomRaiseAFalseAlarm()
    {
        var random = new Random(4);
        var alarms = Enumerable.Range(0, 200).Count(_ =>
        {
            double?[] values = [.. Noise.Normal(random, 24).Select(value => (double?)Math.Exp(value))];
            var reading = Readings.Of(Points(values), Unit.Hours, Better.Lower);
            return reading.Signals.Any(signal => signal.Rule == XmrRule.Outside);
        });

        // Without logarithms 72 % of such series raise a false alarm.
        Assert.InRange(alarms / 200.0, 0, 0.12);
    }

    [Fact]
    public void Of_SkewedDurations_HaveLimitsAroundTheGeometricMean()
    {
        double?[] values = [1, 2, 1, 4, 1, 2, 1, 2, 8, 2, 1, 2];

        var reading = Readings.Of(Points(values), Unit.Hours, Better.Lower);

        Assert.Equal(Math.Pow(2, 10 / 12.0), reading.Regimes[0].Centre, 9);
        Assert.True(reading.UsualRange!.Value.Low > 0);
    }

    [Fact]
    public void Of_Gaps_KeepTheIndicesOfThePoints()
    {
        double?[] values = [.. Enumerable.Range(0, 20).Select(i => i % 4 == 1 ? null : (double?)(10 + i % 3)), null, 40, null];

        var reading = Readings.Of(Points(values), Unit.Hours, Better.Lower);

        Assert.Equal(21, Assert.Single(reading.Signals, signal => signal.Rule == XmrRule.Outside).Index);
        Assert.Equal(40, reading.Latest!.Value);
    }

    [Theory]
    [InlineData(1, ReadingState.Steady)]
    [InlineData(4, ReadingState.OutOfRange)]
    public void Of_CountAfterManyZeros_IsNewsOnlyBeyondChance(double latest, ReadingState expected)
    {
        double?[] values = [.. Enumerable.Repeat<double?>(0, 20), latest];

        Assert.Equal(expected, Readings.Of(Points(values), Unit.Count, Better.Lower).State);
    }

    [Theory]
    [InlineData(1, 2, ReadingState.Steady)]
    [InlineData(20, 40, ReadingState.OutOfRange)]
    public void Of_ShareOfFewRows_IsNewsOnlyBeyondItsInterval(int successes, int n, ReadingState expected)
    {
        var points = Points([.. Enumerable.Range(0, 20).Select(i => (double?)(0.9 + 0.01 * (i % 3))), 0.5]);
        var interval = Proportion.Wilson(successes, n)!.Value;
        points[^1] = points[^1] with { N = n, Low = interval.Low, High = interval.High };

        var reading = Readings.Of(points, Unit.Share, Better.Higher);

        Assert.Equal(expected, reading.State);
        Assert.InRange(reading.UsualRange!.Value.High, 0.9, 1);
    }

    [Fact]
    public void Of_Constant_IsSteadyWithoutWidth()
    {
        var reading = Readings.Of(Points([.. Enumerable.Repeat<double?>(0.1, 40)]), Unit.Share, Better.Higher);

        Assert.Equal(ReadingState.Steady, reading.State);
        Assert.Equal(new Interval(0.1, 0.1), reading.UsualRange);
        Assert.Empty(reading.Signals);
    }

    [Fact]
    public void Of_SplitSeries_ReadsEachGroupByItself()
    {
        var calm = Points([.. Enumerable.Range(0, 12).Select(i => (double?)(10 + i % 3))]);
        var wild = Points([.. Enumerable.Range(0, 11).Select(i => (double?)(10 + i % 3)), 90]);
        var series = new Series
        {
            Key = "change.count",
            Version = 1,
            Unit = Unit.Count,
            Grain = Grain.Week,
            By = ["team"],
            Points = [.. calm.Zip(wild).SelectMany(pair => new[]
            {
                pair.First with { Group = "calm" }, pair.Second with { Group = "wild" },
            })],
            Totals = [],
            Coverage = new Coverage(24, 24, null, null, 0),
            Exclusions = [],
        };

        var readings = Readings.Of(series, Better.Higher);

        Assert.Equal(["calm", "wild"], readings.Select(reading => reading.Group));
        Assert.Equal(ReadingState.Steady, readings[0].Reading.State);
        Assert.Equal(90, readings[1].Reading.Latest!.Value);
    }

    [Fact]
    public void Of_NoiseOfAYear_IsAlmostAlwaysSteady()
    {
        var random = new Random(12);
        var steady = Enumerable.Range(0, 300).Count(_ =>
        {
            double?[] values = [.. Noise.Normal(random, 52).Select(value => (double?)(50 + value))];
            return Readings.Of(Points(values), Unit.Number, Better.Higher).State == ReadingState.Steady;
        });

        Assert.InRange(steady / 300.0, 0.97, 1);
    }

    [Fact]
    public void Of_AnySeries_PointsAtItsOwnPointsAndKeepsItsRangeInOrder() =>
        Gen.Select(Gen.Int[-1, 12], Gen.Int[0, 9], Gen.Enum<Unit>()).Array[0, 70].Sample(rows =>
        {
            SeriesPoint[] points = [.. rows.Select((row, i) => Point(i, row.Item1 < 0 ? null : row.Item1 / 12.0) with
            {
                Suppressed = row.Item2 == 0, Provisional = i == rows.Length - 1,
            })];
            var reading = Readings.Of(points, rows.FirstOrDefault().Item3, Better.Lower);
            Assert.All(reading.Signals, signal => Assert.NotNull(points[signal.Index].Value));
            Assert.All(reading.Shifts, shift => Assert.True(shift.EarliestIndex <= shift.Index && shift.Index <= shift.LatestIndex));
            Assert.All(reading.Regimes, regime => Assert.InRange(regime.Centre, regime.Lower ?? 0, regime.Upper ?? 1));
            Assert.Equal(
                reading.Shifts.Count(shift => shift.Confidence == ShiftConfidence.Confirmed) + (reading.Latest is null ? 0 : 1),
                reading.Regimes.Count);
        }, iter: 300);

    private static SeriesPoint[] Points(params double?[] values) => [.. values.Select((value, i) => Point(i, value))];

    private static SeriesPoint[] Points(double[] values) => Points([.. values.Select(value => (double?)value)]);

    private static SeriesPoint Point(int week, double? value) => new(
        new Period(Monday.AddDays(7 * week), Monday.AddDays(7 * week + 7)), null, value, 30, null, null, false, false);
}
