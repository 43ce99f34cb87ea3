using System.Globalization;
using Duet.Engine.Metrics;

namespace Duet.Settings;

/// <summary>The settings as a form sends them.</summary>
public sealed class SettingsInput
{
    internal const int HighestFloor = 100;

    public string? Zone { get; set; }
    public string? WorkStart { get; set; }
    public string? WorkEnd { get; set; }
    public Dictionary<string, bool> Days { get; set; } = [];

    /// <summary>Dates, one a line.</summary>
    public string? Holidays { get; set; }
    public string? Floor { get; set; }
    public bool OpenTeams { get; set; }

    internal static SettingsInput Of(SettingsRecord settings) => new()
    {
        Zone = settings.Zone,
        WorkStart = settings.WorkStart.ToString("HH:mm", CultureInfo.InvariantCulture),
        WorkEnd = settings.WorkEnd.ToString("HH:mm", CultureInfo.InvariantCulture),
        Days = settings.WorkDays.ToDictionary(day => day.ToString(), _ => true),
        Holidays = string.Join('\n', settings.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        Floor = settings.Floor.ToString(CultureInfo.InvariantCulture),
        OpenTeams = settings.OpenTeams,
    };

    /// <summary>The settings, or the names of the texts that say what is wrong.</summary>
    /// <param name="before">What holds until now, of which the form shows a part.</param>
    internal (SettingsRecord? Settings, IReadOnlyList<string> Problems) Check(SettingsRecord before)
    {
        List<string> problems = [];
        if (Zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
            problems.Add("BadZone");
        if (!Time(WorkStart, out var start) || !Time(WorkEnd, out var end) || end <= start)
            (problems, start, end) = ([.. problems, "BadHours"], default, default);
        var days = Enum.GetValues<DayOfWeek>().Where(day => Days.GetValueOrDefault(day.ToString())).ToList();
        if (days.Count == 0)
            problems.Add("BadDays");
        List<DateOnly> holidays = [];
        foreach (var line in (Holidays ?? "").Split(['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries))
            if (DateOnly.TryParseExact(line, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                holidays.Add(day);
            else
                problems.Add("BadHolidays");
        if (!int.TryParse(Floor, NumberStyles.None, CultureInfo.InvariantCulture, out var floor)
            || floor is < Installation.LowestFloor or > HighestFloor)
            problems.Add("BadFloor");
        return problems.Count > 0
            ? (null, [.. problems.Distinct()])
            : (new SettingsRecord
            {
                Zone = Zone!,
                WorkStart = start,
                WorkEnd = end,
                WorkDays = days,
                Holidays = [.. holidays.Distinct().Order()],
                Floor = floor,
                OpenTeams = OpenTeams,
                JournalDays = before.JournalDays,
                JournalMegabytes = before.JournalMegabytes,
            }, []);
    }

    private static bool Time(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
