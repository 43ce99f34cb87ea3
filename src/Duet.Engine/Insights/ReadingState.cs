namespace Duet.Engine.Insights;

/// <summary>What a series says at its latest complete point.</summary>
public enum ReadingState
{
    /// <summary>No complete point has a value.</summary>
    NoData,

    /// <summary>Fewer than eight complete points: values are shown, nothing is concluded.</summary>
    TooFew,

    /// <summary>Within the usual range, and no recent shift.</summary>
    Steady,

    /// <summary>A confirmed shift began within the last thirteen complete points.</summary>
    Shifted,

    /// <summary>The latest complete point lies outside the usual range.</summary>
    OutOfRange,

    /// <summary>The latest complete point is hidden, because too few people stand behind it.</summary>
    Suppressed,
}
