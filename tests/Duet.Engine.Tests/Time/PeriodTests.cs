using Duet.Engine.Time;

namespace Duet.Engine.Tests.Time;

public sealed class PeriodTests
{
    [Fact]
    public void ToString_AnyPeriod_NamesStartAndEnd()
    {
        var start = new DateTimeOffset(2026, 11, 2, 1, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal("2026-11-02T00:00:00Z/2026-11-09T00:00:00Z", new Period(start, start.AddDays(7)).ToString());
    }
}
