using Duet.Engine.Metrics;

namespace Duet.Platform.Ui;

/// <summary>Which unit of time a person would choose for a duration.</summary>
internal static class Durations
{
    private const double HourMinutes = 60;
    private const double DayMinutes = 24 * HourMinutes;

    /// <summary>Minutes in one of the unit; null where the unit is no time.</summary>
    public static double? MinutesIn(Unit unit) => unit switch
    {
        Unit.Minutes => 1,
        Unit.Hours => HourMinutes,
        Unit.Days => DayMinutes,
        _ => null,
    };

    /// <summary>Minutes up to an hour and a half, hours up to two days, then days; a whole hour or day is just that.</summary>
    public static Unit Shown(double minutes) => Math.Abs(minutes) switch
    {
        HourMinutes => Unit.Hours,
        DayMinutes => Unit.Days,
        < 1.5 * HourMinutes => Unit.Minutes,
        < 2 * DayMinutes => Unit.Hours,
        _ => Unit.Days,
    };
}
