using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Microsoft.Extensions.Localization;

namespace Duet.Platform.Ui;

/// <summary>Dates and calendar periods in words, in the installation's zone.</summary>
internal sealed class Dates(IStringLocalizer<UiText> text, Func<Installation> installation)
{
    // English names of days and months; en-GB of some systems writes "Sept".
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public TimeZoneInfo Zone => installation().Zone;

    /// <summary>The local day: <c>14 Sep 2026</c>.</summary>
    public string Day(DateTimeOffset instant) => Local(instant).ToString("d MMM yyyy", English);

    /// <summary>The local day where the year is clear: <c>14 Sep</c>.</summary>
    public string ShortDay(DateTimeOffset instant) => Local(instant).ToString("d MMM", English);

    /// <summary>Day and minute: <c>Mon 9 Nov 2026, 08:41</c>.</summary>
    public string Minute(DateTimeOffset instant) => Local(instant).ToString("ddd d MMM yyyy, HH:mm", English);

    /// <summary>First and last day of a half-open period: <c>9 to 15 November 2026</c>.</summary>
    public string Days(Period period)
    {
        var (first, last) = (Local(period.Start), Local(period.End.AddTicks(-1)));
        if (first.Date == last.Date)
            return first.ToString("d MMMM yyyy", English);
        var start = first.Year != last.Year ? "d MMMM yyyy" : first.Month != last.Month ? "d MMMM" : "%d";
        return text["Range", first.ToString(start, English), last.ToString("d MMMM yyyy", English)];
    }

    /// <summary>The name of a calendar period in a sentence: <c>week 38</c>, <c>May 2026</c>.</summary>
    public string Name(Period period, Grain grain)
    {
        var day = Local(period.Start);
        return grain switch
        {
            Grain.Day or Grain.Wave => day.ToString("d MMMM yyyy", English),
            Grain.Week => text["Week", ISOWeek.GetWeekOfYear(day)],
            Grain.Month => day.ToString("MMMM yyyy", English),
            _ => text["Quarter", Quarter(day), day.Year],
        };
    }

    /// <summary>The name with what a table needs to be clear: <c>week 38, 14 Sep 2026</c>.</summary>
    public string FullName(Period period, Grain grain) =>
        grain == Grain.Week ? text["WeekFrom", ISOWeek.GetWeekOfYear(Local(period.Start)), Day(period.Start)] : Name(period, grain);

    /// <summary>Two short lines below an axis: <c>W38</c> and <c>14 Sep</c>.</summary>
    public (string Upper, string Lower) Axis(Period period, Grain grain)
    {
        var day = Local(period.Start);
        return grain switch
        {
            Grain.Wave => (day.ToString("d MMM", English), day.ToString("yyyy", English)),
            Grain.Day => (day.ToString("d MMM", English), day.ToString("ddd", English)),
            Grain.Week => (text["WeekShort", ISOWeek.GetWeekOfYear(day)], day.ToString("d MMM", English)),
            Grain.Month => (day.ToString("MMM", English), day.ToString("yyyy", English)),
            _ => (text["QuarterShort", Quarter(day)], day.ToString("yyyy", English)),
        };
    }

    private DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, installation().Zone).DateTime;

    private static int Quarter(DateTime day) => (day.Month + 2) / 3;
}
