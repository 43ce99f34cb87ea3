using System.Globalization;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// Writes durations in seconds: wall-clock time as a difference, working time as the difference of two positions in
/// the table of working days, which each time that is measured joins once. Where teams work in different hours, the table
/// holds the days of all their calendars, and a row joins those of its team.
/// </summary>
internal sealed class DuckDbDurations(WorkingTime? working, SqlParameters parameters, DuckDbLinks links)
{
    private readonly List<string> joined = [];

    public string Seconds(string start, string end) => $"(({Position(end)} - {Position(start)}) / 1e6)";

    /// <summary>From a time until an instant that is known now.</summary>
    public string SecondsUntil(string start, DateTimeOffset instant) =>
        $"(({Position(instant)} - {Position(start)}) / 1e6)";

    /// <summary>
    /// Seconds in which each team's own working day is as long as the installation's: the measure of a metric in days.
    /// </summary>
    public string InDays(string seconds) => working is { DiffersByTeam: true } && working.Calendars.Any(days => days.DayLength != working.DayLength)
        ? $"({seconds} * {ByCalendar(days => working.DayLength / days.DayLength)})"
        : seconds;

    /// <summary>The tables of working days and of the teams' calendars, as a WITH part; null for wall-clock time.</summary>
    public string? Table()
    {
        if (working is null)
            return null;
        var days = working.Calendars.SelectMany((calendar, i) => calendar.Days.Select(day => (Calendar: i, Day: day))).ToList();
        // One text a column, so that the statement stays the same whatever the number of days.
        var starts = Texts(days.Select(row => Microseconds(row.Day.Span.Start)));
        var ends = Texts(days.Select(row => Microseconds(row.Day.Span.End)));
        var before = Texts(days.Select(row => row.Day.MicrosecondsBefore));
        var table = $"SELECT make_timestamp(unnest({starts})) AS starts, unnest({starts}) AS start_us, unnest({ends}) AS end_us, unnest({before}) AS before_us";
        if (!working.DiffersByTeam)
            return $"working AS ({table})";
        var calendars = Texts(days.Select(row => (long)row.Calendar));
        var (teams, theirs) = (Texts(working.OfTeam.Keys.Select(team => (long)team)), Texts(working.OfTeam.Values.Select(calendar => (long)calendar)));
        return $"""
            working AS ({table}, unnest({calendars}) AS calendar),
            team_calendar AS (SELECT unnest({teams}) AS team, unnest({theirs}) AS calendar)
            """;
    }

    /// <summary>The joins that positions need; to be written after all expressions and behind the joins of the links, but asked for first.</summary>
    public string Joins()
    {
        if (working is not { DiffersByTeam: true })
            return string.Concat(joined.Select((time, i) => $"\n    ASOF LEFT JOIN working w{i} ON {time} >= w{i}.starts"));
        return $"\n    LEFT JOIN team_calendar tc ON tc.team = {links.TeamId}"
            + string.Concat(joined.Select((time, i) => $"\n    ASOF LEFT JOIN working w{i} ON w{i}.calendar = {OwnCalendar} AND {time} >= w{i}.starts"));
    }

    private const string OwnCalendar = "coalesce(tc.calendar, 0)";

    private string Position(DateTimeOffset instant) => working switch
    {
        null => parameters.Add(Microseconds(instant)),
        { DiffersByTeam: true } => ByCalendar(days => days.PositionOf(instant)),
        _ => parameters.Add(working.Calendars[0].PositionOf(instant)),
    };

    private string ByCalendar(Func<WorkingDays, object> value) =>
        $"CASE {OwnCalendar} {string.Join(' ', working!.Calendars.Select((days, i) => $"WHEN {i.ToString(CultureInfo.InvariantCulture)} THEN {parameters.Add(value(days))}"))} END";

    private string Position(string time)
    {
        if (working is null)
            return $"epoch_us({time})";
        var index = joined.IndexOf(time);
        if (index < 0)
        {
            index = joined.Count;
            joined.Add(time);
        }
        var day = $"w{index}";
        return $"CASE WHEN {time} IS NOT NULL THEN coalesce({day}.before_us + least(epoch_us({time}), {day}.end_us) - {day}.start_us, 0) END";
    }

    private string Texts(IEnumerable<long> numbers) => $"string_split({parameters.Add(Join(numbers))}, ',')::BIGINT[]";

    internal static string Join(IEnumerable<long> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    internal static long Microseconds(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
