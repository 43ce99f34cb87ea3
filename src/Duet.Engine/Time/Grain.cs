namespace Duet.Engine.Time;

/// <summary>The width of one point of a series. Weeks are ISO weeks: Monday to Sunday.</summary>
public enum Grain
{
    Day,
    Week,
    Month,
    Quarter,
}
