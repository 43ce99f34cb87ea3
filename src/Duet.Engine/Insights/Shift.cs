using Duet.Engine.Statistics;
using Duet.Engine.Time;

namespace Duet.Engine.Insights;

/// <summary>A change of level that stayed. Indices count all points of the series, from 0.</summary>
public sealed record Shift
{
    /// <summary>Index of the first point of the new level.</summary>
    public required int Index { get; init; }

    /// <summary>Index of the earliest point that may be the first (95 % interval).</summary>
    public required int EarliestIndex { get; init; }

    /// <summary>Index of the latest point that may be the first.</summary>
    public required int LatestIndex { get; init; }

    /// <summary>Period of the first point of the new level.</summary>
    public required Period At { get; init; }
    public required Period Earliest { get; init; }
    public required Period Latest { get; init; }

    /// <summary>Centre of the level before, in the unit of the series: mean, of logarithms where they are used.</summary>
    public required double Before { get; init; }

    /// <summary>Centre of the level after.</summary>
    public required double After { get; init; }

    /// <summary>By how much values after exceed values before, with 95 % interval, in the unit of the series.</summary>
    public required ShiftEstimate Change { get; init; }

    /// <summary>Cliff's delta of after against before, in [-1, 1].</summary>
    public required double Delta { get; init; }

    /// <summary>Permutation probability of a shift as clear as this one anywhere in a series without any, in (0, 1].</summary>
    public required double P { get; init; }
    public required ShiftConfidence Confidence { get; init; }
    public required Direction Direction { get; init; }
    public required Judgement Judgement { get; init; }
}
