using Duet.Engine.Time;

namespace Duet.Teams;

/// <summary>Tells corrections of the past from changes of today.</summary>
internal static class BackDating
{
    /// <summary>
    /// True where days before the present one now say something else than they did. The first that is recorded corrects
    /// nothing, however far back it reaches.
    /// </summary>
    public static bool IsCorrection<T>(Timeline<T> before, Validity? moves, DateTimeOffset now, TimeZoneInfo zone) where T : notnull =>
        before.Spells.Count > 0 && moves is { } moved && moved.Start < Grains.Containing(now, Grain.Day, zone).Start;
}
