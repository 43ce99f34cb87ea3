namespace Duet.Engine.Time;

/// <summary>The width of one point of a series. Weeks are ISO weeks: Monday to Sunday.</summary>
public enum Grain
{
    Day,
    Week,
    Month,
    Quarter,

    /// <summary>One closing of a survey, named by its day: no calendar period, and only of what is released by wave.</summary>
    Wave,
}
