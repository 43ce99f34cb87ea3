using Duet.Engine.Time;

namespace Duet.Engine.Metrics;

/// <summary>What a series depends on besides facts: the installation's zone, working calendar, and the floor for groups of people.</summary>
public sealed record Installation
{
    public const int LowestFloor = 5;

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
    public WorkingCalendar Working { get; init; } = WorkingCalendar.Default;

    /// <summary>Distinct people a group needs before its numbers are shown; 5, or more.</summary>
    public int Floor
    {
        get;
        init => field = Math.Max(LowestFloor, value);
    } = LowestFloor;
}
