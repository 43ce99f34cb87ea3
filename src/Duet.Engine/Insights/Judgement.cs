using Duet.Engine.Metrics;

namespace Duet.Engine.Insights;

public enum Direction
{
    None,
    Up,
    Down,
}

/// <summary>Whether a direction is welcome.</summary>
public enum Judgement
{
    /// <summary>No direction, or a metric that is neither better higher nor better lower.</summary>
    Neutral,
    Better,
    Worse,
}

internal static class Judgements
{
    public static Judgement Of(Direction direction, Better better) => (direction, better) switch
    {
        (Direction.None, _) or (_, Better.Neither) => Judgement.Neutral,
        (Direction.Up, Better.Higher) or (Direction.Down, Better.Lower) => Judgement.Better,
        _ => Judgement.Worse,
    };
}
