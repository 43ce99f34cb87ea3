using Duet.Engine.Time;
using Duet.Platform.Ui;

namespace Duet.Tests.Ui;

public sealed class DatesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Day_IsTheInstallationsDay() =>
        Assert.Equal("14 Sep 2026", UiFixture.Get<Dates>(Berlin).Day(new DateTimeOffset(2026, 9, 13, 22, 30, 0, TimeSpan.Zero)));

    [Fact]
    public void Name_OfALocalWeek_IsItsIsoNumber()
    {
        var monday = new DateTimeOffset(2026, 12, 28, 0, 0, 0, TimeSpan.FromHours(1));

        Assert.Equal("week 53", UiFixture.Get<Dates>(Berlin).Name(new Period(monday, monday.AddDays(7)), Grain.Week));
    }

    [Fact]
    public void Days_LeavesOutWhatBothEndsShare()
    {
        var dates = UiFixture.Get<Dates>();
        DateTimeOffset Utc(int month, int day, int year = 2026) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal("9 to 15 November 2026", dates.Days(new Period(Utc(11, 9), Utc(11, 16))));
        Assert.Equal("31 August to 6 September 2026", dates.Days(new Period(Utc(8, 31), Utc(9, 7))));
        Assert.Equal("28 December 2026 to 3 January 2027", dates.Days(new Period(Utc(12, 28), Utc(1, 4, 2027))));
        Assert.Equal("9 November 2026", dates.Days(new Period(Utc(11, 9), Utc(11, 10))));
    }
}
