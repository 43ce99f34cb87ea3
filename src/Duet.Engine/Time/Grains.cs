namespace Duet.Engine.Time;

/// <summary>Cuts time into calendar periods of a zone; the boundaries are that zone's local midnights.</summary>
public static class Grains
{
    /// <summary>The calendar period of <paramref name="grain"/> that contains <paramref name="instant"/>.</summary>
    public static Period Containing(DateTimeOffset instant, Grain grain, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        var first = FirstDay(day, grain);
        return new Period(Midnight(first, zone), Midnight(Next(first, grain), zone));
    }

    /// <summary>The calendar periods that overlap <paramref name="period"/>, oldest first; empty for an empty period.</summary>
    public static IReadOnlyList<Period> Split(Period period, Grain grain, TimeZoneInfo zone)
    {
        List<Period> periods = [];
        if (period.Length <= TimeSpan.Zero)
            return periods;
        var first = FirstDay(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(period.Start, zone).DateTime), grain);
        for (var start = Midnight(first, zone); start < period.End;)
        {
            first = Next(first, grain);
            var end = Midnight(first, zone);
            periods.Add(new Period(start, end));
            start = end;
        }
        return periods;
    }

    /// <summary>
    /// The default period of the product: the last <paramref name="complete"/> complete periods of
    /// <paramref name="grain"/> and the open one.
    /// </summary>
    public static Period Recent(DateTimeOffset now, Grain grain, TimeZoneInfo zone, int complete = 13)
    {
        var open = Containing(now, grain, zone);
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(open.Start, zone).DateTime);
        first = grain switch
        {
            Grain.Day or Grain.Wave => first.AddDays(-complete),
            Grain.Week => first.AddDays(-7 * complete),
            Grain.Month => first.AddMonths(-complete),
            Grain.Quarter => first.AddMonths(-3 * complete),
            _ => throw new ArgumentOutOfRangeException(nameof(grain)),
        };
        return new Period(Midnight(first, zone), open.End);
    }

    private static DateOnly FirstDay(DateOnly day, Grain grain) => grain switch
    {
        Grain.Day or Grain.Wave => day,
        Grain.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Grain.Month => new DateOnly(day.Year, day.Month, 1),
        Grain.Quarter => new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(grain)),
    };

    private static DateOnly Next(DateOnly first, Grain grain) => grain switch
    {
        Grain.Day or Grain.Wave => first.AddDays(1),
        Grain.Week => first.AddDays(7),
        Grain.Month => first.AddMonths(1),
        Grain.Quarter => first.AddMonths(3),
        _ => throw new ArgumentOutOfRangeException(nameof(grain)),
    };

    /// <summary>The instant at which a local day starts.</summary>
    // Tricky: where a zone's clock jumps over midnight, the day starts at the first instant that exists.
    public static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
