namespace Duet.Feedback.Api;

/// <summary>What became of the voices of a request. Those that were taken are durable when it is answered.</summary>
internal sealed record FeedbackAnswer
{
    /// <summary>True where nothing was new: the same was sent before.</summary>
    public required bool Duplicate { get; init; }
    public required int Accepted { get; init; }
    public required int Duplicates { get; init; }

    /// <summary>Not kept; still the sender's.</summary>
    public required int Refused { get; init; }

    /// <summary>All of them, by their place in the batch.</summary>
    public required IReadOnlyList<FeedbackReport> Report { get; init; }
}

/// <param name="Counted">False where this customer's vote was counted before.</param>
internal sealed record VoteAnswer(bool Counted);

/// <summary>One voice of a batch.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Id">The sender's.</param>
/// <param name="Voice">Ours; null where none was taken.</param>
/// <param name="Outcome">accepted, duplicate or refused.</param>
/// <param name="Problem">A stable code; null where there is none.</param>
/// <param name="Detail">One sentence; null where there is no problem.</param>
internal sealed record FeedbackReport(int Index, string? Id, int? Voice, string Outcome, string? Problem, string? Detail);
