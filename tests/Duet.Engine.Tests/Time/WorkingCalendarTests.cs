using System.Globalization;
using Duet.Engine.Time;

namespace Duet.Engine.Tests.Time;

public sealed class WorkingCalendarTests
{
    // Ready Monday 16:00, first comment Tuesday 09:30, hours 9:00 to 17:00: one hour and a half by the clock of work.
    [Theory]
    [InlineData("2026-11-09T16:00:00Z", "2026-11-10T09:30:00Z", 1.5)]
    [InlineData("2026-11-13T16:00:00Z", "2026-11-16T10:00:00Z", 2)]
    [InlineData("2026-11-14T10:00:00Z", "2026-11-15T10:00:00Z", 0)]
    [InlineData("2026-11-11T10:00:00Z", "2026-11-11T11:00:00Z", 0)]
    [InlineData("2026-11-10T09:30:00Z", "2026-11-09T16:00:00Z", -1.5)]
    public void Between_Instants_CountsWorkingHoursOnly(string from, string to, double hours)
    {
        var calendar = new WorkingCalendar(
            TimeZoneInfo.Utc, new TimeOnly(9, 0), new TimeOnly(17, 0),
            [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            [new DateOnly(2026, 11, 11)]);

        Assert.Equal(TimeSpan.FromHours(hours), calendar.Between(At(from), At(to)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
