using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Answers;

/// <summary>How many days, weeks or months a stretch of local time holds; a day is a day also where the clock jumps.</summary>
internal static class RateLength
{
    /// <param name="period">A calendar period.</param>
    /// <param name="now">Only the time before now counts.</param>
    /// <returns>0 where the period has not begun.</returns>
    public static double Of(Period period, DateTimeOffset now, RatePeriod per, TimeZoneInfo zone)
    {
        var start = TimeZoneInfo.ConvertTime(period.Start, zone).DateTime;
        var end = TimeZoneInfo.ConvertTime(period.End < now ? period.End : now, zone).DateTime;
        if (end <= start)
            return 0;
        return per switch
        {
            RatePeriod.Day => (end - start).TotalDays,
            RatePeriod.Week => (end - start).TotalDays / 7,
            _ => Months(start, end),
        };
    }

    // Each day is its share of its own month, so that a month is 1 and a quarter 3.
    private static double Months(DateTime start, DateTime end)
    {
        var months = 0.0;
        for (var from = start; from < end;)
        {
            var next = new DateTime(from.Year, from.Month, 1).AddMonths(1);
            var to = next < end ? next : end;
            months += (to - from).TotalDays / DateTime.DaysInMonth(from.Year, from.Month);
            from = to;
        }
        return months;
    }
}
