using System.Globalization;
using Duet.Teams.Records;

namespace Duet.Teams;

/// <summary>A team's working hours as a form or a program sends them.</summary>
public sealed class CalendarInput
{
    private const int MostHolidays = 500;

    public string? Zone { get; set; }
    public string? Start { get; set; }
    public string? End { get; set; }
    public Dictionary<string, bool> Days { get; set; } = [];

    /// <summary>Dates, one a line.</summary>
    public string? Holidays { get; set; }

    internal static CalendarInput Of(TeamCalendar calendar) => new()
    {
        Zone = calendar.Zone,
        Start = calendar.Start.ToString("HH:mm", CultureInfo.InvariantCulture),
        End = calendar.End.ToString("HH:mm", CultureInfo.InvariantCulture),
        Days = calendar.Days.ToDictionary(day => day.ToString(), _ => true),
        Holidays = string.Join('\n', calendar.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
    };

    /// <summary>The calendar, or what is wrong first.</summary>
    internal (TeamCalendar? Calendar, Refused? Refused) Read()
    {
        if (Zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
            return (null, new Refused("bad-zone", Zone ?? ""));
        if (!Clock(Start, out var start) || !Clock(End, out var end) || end <= start)
            return (null, new Refused("bad-hours"));
        var days = Enum.GetValues<DayOfWeek>().Where(day => Days.GetValueOrDefault(day.ToString())).ToList();
        if (days.Count == 0)
            return (null, new Refused("no-days"));
        List<DateOnly> holidays = [];
        foreach (var line in (Holidays ?? "").Split(['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries))
            if (DateOnly.TryParseExact(line, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                holidays.Add(day);
            else
                return (null, new Refused("bad-day", line));
        holidays = [.. holidays.Distinct().Order()];
        return holidays.Count > MostHolidays
            ? (null, new Refused("many-holidays", MostHolidays))
            : (new TeamCalendar(Zone, start, end, days, holidays), null);
    }

    private static bool Clock(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
