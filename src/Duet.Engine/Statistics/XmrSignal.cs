namespace Duet.Engine.Statistics;

/// <summary>The three detection rules of a process behaviour chart (Wheeler).</summary>
public enum XmrRule
{
    /// <summary>Rule 1: a point outside the limits.</summary>
    Outside,

    /// <summary>Rule 2: eight consecutive points on one side of the centre.</summary>
    Run,

    /// <summary>Rule 3: three of four consecutive points nearer a limit than the centre, on one side.</summary>
    NearLimit,
}

/// <summary>A rule that is met at a point: for runs, every point from the one that completes the run.</summary>
/// <param name="Index">Position in the values, from 0.</param>
/// <param name="Rule">The rule met.</param>
/// <param name="High">True above the centre, false below.</param>
public readonly record struct XmrSignal(int Index, XmrRule Rule, bool High);
