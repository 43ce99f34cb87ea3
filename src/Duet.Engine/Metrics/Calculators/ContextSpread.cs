using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Calculators;

/// <summary>
/// The mean number of different areas that one person touched in an ISO week, over the person-weeks of the period. A
/// week belongs whole to the period that holds its Thursday, as the ISO year does.
/// </summary>
internal sealed class ContextSpread : Calculator
{
    public override string Name => "context_spread";
    public override string? Counted => "area";

    public override string? Refuses(Grain grain) => grain == Grain.Day ? "it is counted by week: ask by week, month or quarter" : null;

    public override IReadOnlyList<DateTimeOffset> Boundaries(IReadOnlyList<Period> periods, TimeZoneInfo zone)
    {
        var weeks = Window(new Period(periods[0].Start, periods[^1].End), zone);
        return [.. Grains.Split(weeks, Grain.Week, zone).Select(week => week.Start), weeks.End];
    }

    public override Period Window(Period period, TimeZoneInfo zone) => new(MondayOf(period.Start, zone), MondayOf(period.End, zone));

    public override Estimate Of(IReadOnlyList<PersonWork> work) => Mean.Of([.. work.Select(part => (double)part.Different)]);

    // The Monday of the first week whose Thursday is not before the day.
    private static DateTimeOffset MondayOf(DateTimeOffset start, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, zone).DateTime);
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return Grains.Midnight(monday.AddDays(3) >= day ? monday : monday.AddDays(7), zone);
    }
}
