namespace Duet.Engine.Time;

/// <summary>The hours in which people work: local hours on working days of a zone, without holidays.</summary>
public sealed class WorkingCalendar
{
    private readonly HashSet<DayOfWeek> days;
    private readonly HashSet<DateOnly> holidays;

    public WorkingCalendar(
        TimeZoneInfo zone, TimeOnly start, TimeOnly end, IEnumerable<DayOfWeek> days, IEnumerable<DateOnly> holidays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        (Zone, Start, End, this.days, this.holidays) = (zone, start, end, [.. days], [.. holidays]);
    }

    /// <summary>Monday to Friday, 9:00 to 17:00 UTC, no holidays.</summary>
    public static WorkingCalendar Default { get; } = new(
        TimeZoneInfo.Utc, new TimeOnly(9, 0), new TimeOnly(17, 0),
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], []);

    public TimeZoneInfo Zone { get; }
    public TimeOnly Start { get; }
    public TimeOnly End { get; }

    /// <summary>Working days of the week, Sunday first.</summary>
    public IReadOnlyList<DayOfWeek> Days => [.. days.Order()];

    /// <summary>Days off, oldest first.</summary>
    public IReadOnlyList<DateOnly> Holidays => [.. holidays.Order()];

    public bool IsWorkingDay(DateOnly day) => days.Contains(day.DayOfWeek) && !holidays.Contains(day);

    /// <summary>The working span of a local day in UTC; null on days off.</summary>
    public Period? SpanOf(DateOnly day) => IsWorkingDay(day) ? new Period(Instant(day, Start), Instant(day, End)) : null;

    /// <summary>Working time between two instants; negative where <paramref name="to"/> lies before <paramref name="from"/>.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (to < from)
            return -Between(to, from);
        var total = TimeSpan.Zero;
        for (var day = LocalDay(from); day <= LocalDay(to); day = day.AddDays(1))
        {
            if (SpanOf(day) is not { } span)
                continue;
            var start = span.Start > from ? span.Start : from;
            var end = span.End < to ? span.End : to;
            if (end > start)
                total += end - start;
        }
        return total;
    }

    private DateOnly LocalDay(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    private DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
