namespace Duet.Engine.Statistics;

/// <summary>How far a shift is to be believed.</summary>
public enum ShiftConfidence
{
    /// <summary>The neighbours of each point resemble it so much that a slow wave could look like this shift.</summary>
    Possible,
    Confirmed,
}

/// <summary>A place where the level of a series changes and stays changed.</summary>
public sealed record ChangePoint
{
    /// <summary>First index of the new level, from 0; the old one has the points just before.</summary>
    public required int At { get; init; }

    /// <summary>Earliest first index in the 95 % interval of the date.</summary>
    public required int Earliest { get; init; }

    /// <summary>Latest first index in the interval.</summary>
    public required int Latest { get; init; }

    /// <summary>The scan's largest standardised rank sum, at least 0.</summary>
    public required double Statistic { get; init; }

    /// <summary>Permutation probability, already paid for having looked everywhere, in (0, 1].</summary>
    public required double P { get; init; }

    /// <summary>By how much the new level exceeds the old, in the unit of the series.</summary>
    public required ShiftEstimate Shift { get; init; }

    /// <summary>Cliff's delta of new against old, in [-1, 1].</summary>
    public required double Delta { get; init; }
    public required ShiftConfidence Confidence { get; init; }
}
