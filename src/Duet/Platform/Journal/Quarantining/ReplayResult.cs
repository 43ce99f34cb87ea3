namespace Duet.Platform.Journal.Quarantining;

/// <param name="Outcome">What became of the item.</param>
/// <param name="Problem">Why it is still put aside.</param>
internal readonly record struct ReplayResult(ReplayOutcome Outcome, string? Problem);

internal enum ReplayOutcome
{
    Mapped,
    Ignored,
    StillAside,

    /// <summary>It does not wait: somebody else was faster.</summary>
    Gone,
}

/// <summary>What became of many.</summary>
internal readonly record struct ReplaySummary(int Mapped, int Ignored, int StillAside)
{
    public int Tried => Mapped + Ignored + StillAside;

    public ReplaySummary With(ReplayOutcome outcome) => outcome switch
    {
        ReplayOutcome.Mapped => this with { Mapped = Mapped + 1 },
        ReplayOutcome.Ignored => this with { Ignored = Ignored + 1 },
        _ => this with { StillAside = StillAside + 1 },
    };
}
