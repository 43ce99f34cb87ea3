using Duet.Surveys.Records;

namespace Duet.Surveys.Results;

/// <summary>Whether people felt what was measured.</summary>
internal enum Verdict
{
    /// <summary>Both moved, the same way.</summary>
    FeltAndMeasured,

    /// <summary>Both moved, against each other.</summary>
    Apart,
    MeasuredNotFelt,
    FeltNotMeasured,

    /// <summary>Neither moved.</summary>
    Agree,

    /// <summary>There is nothing to compare with yet, or the measurement has no interval.</summary>
    Unknown,
}

internal static class Verdicts
{
    /// <summary>The sign of a released change whose interval leaves out zero; 0 for no clear change, null where no change may be told.</summary>
    public static int? Clear(ReleasedCell? cell) =>
        cell is not { ChangeLow: { } low, ChangeHigh: { } high } ? null : low > 0 ? 1 : high < 0 ? -1 : 0;

    public static Verdict Of(ReleasedCell? felt, Measured measured)
    {
        if (Clear(felt) is not { } change || !measured.CanTell)
            return Verdict.Unknown;
        return (change, measured.Moved is null, measured.IsBetter) switch
        {
            (0, true, _) => Verdict.Agree,
            (0, false, _) => Verdict.MeasuredNotFelt,
            (_, true, _) => Verdict.FeltNotMeasured,
            ( > 0, _, true) or ( < 0, _, false) => Verdict.FeltAndMeasured,
            (_, _, null) => Verdict.Unknown,
            _ => Verdict.Apart,
        };
    }
}
