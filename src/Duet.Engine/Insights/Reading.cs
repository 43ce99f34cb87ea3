using Duet.Engine.Metrics;
using Duet.Engine.Statistics;

namespace Duet.Engine.Insights;

/// <summary>What one metric series says: what pages, reports and the API show beside the numbers.</summary>
public sealed record Reading
{
    public required ReadingState State { get; init; }

    /// <summary>Side of the usual range, or of the last recent shift; none while steady or unknown.</summary>
    public required Direction Direction { get; init; }
    public required Judgement Judgement { get; init; }

    /// <summary>The newest complete point that has a value; its period says how old it is. Null without any.</summary>
    public required SeriesPoint? Latest { get; init; }

    /// <summary>The point of the period that is not over yet; null where the series has none.</summary>
    public required SeriesPoint? Open { get; init; }

    /// <summary>Natural limits of the current level, in the unit of the series; null below eight complete points on it.</summary>
    public required Interval? UsualRange { get; init; }

    /// <summary>The usual range stands on fewer than twelve points.</summary>
    public required bool IsRangeProvisional { get; init; }

    /// <summary>Neighbouring points resemble each other (lag 1 above .3), so the usual range is too narrow to rely on.</summary>
    public required bool IsAutocorrelated { get; init; }

    /// <summary>Stretches between confirmed shifts, oldest first; empty without values.</summary>
    public required IReadOnlyList<Regime> Regimes { get; init; }

    /// <summary>Confirmed and possible shifts, oldest first.</summary>
    public required IReadOnlyList<Shift> Shifts { get; init; }

    /// <summary>Points that meet a rule of the process behaviour chart under the limits of their regime.</summary>
    public required IReadOnlyList<XmrSignal> Signals { get; init; }
}

/// <summary>A stretch on one level. Indices count all points of the series, from 0, gaps included.</summary>
/// <param name="From">Index of the first point.</param>
/// <param name="To">Index of the last complete point.</param>
/// <param name="Centre">Centre line, in the unit of the series.</param>
/// <param name="Lower">Lower natural limit; null below eight points.</param>
/// <param name="Upper">Upper natural limit.</param>
/// <param name="Provisional">The limits stand on fewer than twelve points, or are missing.</param>
public sealed record Regime(int From, int To, double Centre, double? Lower, double? Upper, bool Provisional);
