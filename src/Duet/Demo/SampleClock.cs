namespace Duet.Demo;

/// <summary>
/// The sample organisation's time, in working hours since the start of its history: 45 to a week, Monday to Friday
/// from 8:00 to 17:00 UTC. Drawing in working hours gives nights and weekends for free.
/// </summary>
internal sealed class SampleClock
{
    public const int HoursPerDay = 9;
    public const int HoursPerWeek = 5 * HoursPerDay;

    private const int FirstHour = 8;

    private readonly DateTimeOffset monday;

    /// <param name="now">What lies behind it has not happened yet.</param>
    /// <param name="weeks">Complete weeks of history before the current one.</param>
    public SampleClock(DateTimeOffset now, int weeks)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var thisMonday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        monday = thisMonday.AddDays(-7 * weeks);
        (Now, Weeks) = (now.ToUniversalTime(), weeks);
    }

    public DateTimeOffset Now { get; }

    /// <summary>Complete weeks; the current one has this index.</summary>
    public int Weeks { get; }

    /// <summary>The first Monday, midnight.</summary>
    public DateTimeOffset Start => monday;

    /// <summary>The instant after so many working hours; negative hours lie before the start.</summary>
    public DateTimeOffset At(double hours)
    {
        var day = (int)Math.Floor(hours / HoursPerDay);
        var (week, weekday) = (FloorDivide(day, 5), day - 5 * FloorDivide(day, 5));
        var seconds = Math.Floor((hours - day * HoursPerDay) * 3600);
        return monday.AddDays(7 * week + weekday).AddHours(FirstHour).AddSeconds(seconds);
    }

    /// <summary>The instant, or null where it lies in the future.</summary>
    public DateTimeOffset? Seen(double? hours) => hours is { } known ? Seen(At(known)) : null;

    public DateTimeOffset? Seen(DateTimeOffset instant) => instant <= Now ? instant : null;

    /// <summary>The index of the week that so many working hours lead into.</summary>
    public static int WeekOf(double hours) => (int)Math.Floor(hours / HoursPerWeek);

    private static int FloorDivide(int number, int by) => (int)Math.Floor(number / (double)by);
}
