using System.Globalization;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// Writes durations in seconds: wall-clock time as a difference, working time as the difference of two positions in
/// the table of working days, which each time that is measured joins once.
/// </summary>
internal sealed class DuckDbDurations(WorkingDays? working, SqlParameters parameters)
{
    private readonly List<string> joined = [];

    public string Seconds(string start, string end) => $"(({Position(end)} - {Position(start)}) / 1e6)";

    /// <summary>From a time until an instant that is known now.</summary>
    public string SecondsUntil(string start, DateTimeOffset instant) =>
        $"(({parameters.Add(working?.PositionOf(instant) ?? Microseconds(instant))} - {Position(start)}) / 1e6)";

    /// <summary>The table of working days, as a WITH part; null for wall-clock time.</summary>
    public string? Table()
    {
        if (working is null)
            return null;
        // One text a column, so that the statement stays the same whatever the number of days.
        var starts = Texts(working.Days.Select(day => Microseconds(day.Span.Start)));
        var ends = Texts(working.Days.Select(day => Microseconds(day.Span.End)));
        var before = Texts(working.Days.Select(day => day.MicrosecondsBefore));
        return $"working AS (SELECT make_timestamp(unnest({starts})) AS starts, unnest({starts}) AS start_us, unnest({ends}) AS end_us, unnest({before}) AS before_us)";
    }

    /// <summary>The joins that positions need; to be written after all expressions.</summary>
    public string Joins() => string.Concat(joined.Select((time, i) => $"\n    ASOF LEFT JOIN working w{i} ON {time} >= w{i}.starts"));

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
