using System.Globalization;

namespace Duet.Engine.Time;

/// <summary>A working calendar as one line, which says the same for calendars that are the same.</summary>
internal static class WorkingCalendarText
{
    private const string Day = "yyyy-MM-dd";

    /// <summary><c>Europe/Berlin|09:00:00.0000000|17:00:00.0000000|12345|2026-12-25,2026-12-26</c>: days of the week count from 0 for Sunday.</summary>
    public static string Write(WorkingCalendar calendar) => string.Join('|',
        calendar.Zone.Id,
        calendar.Start.ToString("O", CultureInfo.InvariantCulture),
        calendar.End.ToString("O", CultureInfo.InvariantCulture),
        string.Concat(calendar.Days.Select(day => ((int)day).ToString(CultureInfo.InvariantCulture))),
        string.Join(',', calendar.Holidays.Select(day => day.ToString(Day, CultureInfo.InvariantCulture))));

    /// <summary>Null where this machine does not know the zone.</summary>
    public static WorkingCalendar? Read(string text)
    {
        var parts = text.Split('|');
        return TimeZoneInfo.TryFindSystemTimeZoneById(parts[0], out var zone)
            ? new WorkingCalendar(
                zone,
                TimeOnly.ParseExact(parts[1], "O", CultureInfo.InvariantCulture),
                TimeOnly.ParseExact(parts[2], "O", CultureInfo.InvariantCulture),
                parts[3].Select(digit => (DayOfWeek)(digit - '0')),
                parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(day => DateOnly.ParseExact(day, Day, CultureInfo.InvariantCulture)))
            : null;
    }
}
