using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// A working calendar as a table an engine can join: each working day's span, and the working time before it. Working
/// time between two instants is the difference of their positions.
/// </summary>
internal sealed class WorkingDays
{
    private WorkingDays(IReadOnlyList<WorkingDay> days, TimeSpan dayLength) => (Days, DayLength) = (days, dayLength);

    /// <summary>Oldest first; the first starts before every time that is measured.</summary>
    public IReadOnlyList<WorkingDay> Days { get; }

    /// <summary>What a day is in working time.</summary>
    public TimeSpan DayLength { get; }

    /// <summary>The days from before <paramref name="from"/> until after <paramref name="to"/>.</summary>
    public static WorkingDays Of(WorkingCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        List<WorkingDay> days = [];
        var before = 0L;
        var last = DateOnly.FromDateTime(to.UtcDateTime).AddDays(2);
        for (var day = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-2); day <= last; day = day.AddDays(1))
        {
            if (calendar.SpanOf(day) is not { } span)
                continue;
            days.Add(new WorkingDay(span, before));
            before += span.Length.Ticks / TimeSpan.TicksPerMicrosecond;
        }
        return new WorkingDays(days, calendar.End - calendar.Start);
    }

    /// <summary>Working microseconds from the table's start to the instant.</summary>
    public long PositionOf(DateTimeOffset instant)
    {
        var day = Days.LastOrDefault(day => day.Span.Start <= instant);
        if (day is null)
            return 0;
        var within = (instant < day.Span.End ? instant : day.Span.End) - day.Span.Start;
        return day.MicrosecondsBefore + within.Ticks / TimeSpan.TicksPerMicrosecond;
    }
}

/// <summary>A working day's span in UTC and the working time of all days before it.</summary>
internal sealed record WorkingDay(Period Span, long MicrosecondsBefore);
