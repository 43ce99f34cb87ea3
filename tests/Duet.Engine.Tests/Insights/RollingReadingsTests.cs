using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Insights;

public sealed class RollingReadingsTests
{
    // Twelve months looked back over: one change of rows moves twelve neighbouring points, which is no shift.
    [Fact]
    public void Unjudged_ClimbingSeries_HasAValueAndNoVerdict()
    {
        List<SeriesPoint> points = [.. Enumerable.Range(0, 36).Select(month => Point(month, month < 18 ? 4 : 9))];

        var judged = Readings.Of(points, Unit.People, Better.Higher);
        var reading = Readings.Unjudged(points);

        Assert.NotEmpty(judged.Shifts);
        Assert.Empty(reading.Shifts);
        Assert.Null(reading.UsualRange);
        Assert.Equal(Judgement.Neutral, reading.Judgement);
        Assert.Equal(9, reading.Latest!.Value);
    }

    [Fact]
    public void Unjudged_NoPoints_IsNoData() => Assert.Equal(ReadingState.NoData, Readings.Unjudged([]).State);

    private static SeriesPoint Point(int month, double value)
    {
        var start = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(month);
        return new SeriesPoint(new Period(start, start.AddMonths(1)), null, value, 10, null, null, false, false);
    }
}
