using Duet.Engine.Time;

namespace Duet.Engine.Tests.Time;

public sealed class GrainsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Split_WeekOverDaylightSaving_HasAnHourLess()
    {
        var weeks = Grains.Split(
            new Period(At("2026-03-23T00:00:00+01:00"), At("2026-04-06T00:00:00+02:00")), Grain.Week, Berlin);

        Assert.Equal(2, weeks.Count);
        Assert.Equal(TimeSpan.FromHours(7 * 24 - 1), weeks[0].Length);
        Assert.Equal(TimeSpan.FromHours(7 * 24), weeks[1].Length);
    }

    [Fact]
    public void Containing_SundayEvening_BelongsToTheWeekThatBeganOnMonday()
    {
        var week = Grains.Containing(At("2026-11-22T23:30:00+01:00"), Grain.Week, Berlin);

        Assert.Equal(At("2026-11-16T00:00:00+01:00"), week.Start);
        Assert.Equal(At("2026-11-23T00:00:00+01:00"), week.End);
    }

    [Theory]
    [InlineData(Grain.Week, "2026-08-24T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(Grain.Month, "2025-10-01T00:00:00Z", "2026-12-01T00:00:00Z")]
    [InlineData(Grain.Quarter, "2023-07-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    public void Recent_ThirteenComplete_EndsWithTheOpenOne(Grain grain, string start, string end)
    {
        var period = Grains.Recent(At("2026-11-23T04:00:00Z"), grain, TimeZoneInfo.Utc);

        Assert.Equal(new Period(At(start), At(end)), period);
        Assert.Equal(14, Grains.Split(period, grain, TimeZoneInfo.Utc).Count);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
