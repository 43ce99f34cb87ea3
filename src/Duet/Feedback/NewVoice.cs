using Duet.Feedback.Records;

namespace Duet.Feedback;

/// <summary>A voice as it comes in.</summary>
internal sealed record NewVoice
{
    public required VoiceKind Kind { get; init; }
    public required VoiceChannel Channel { get; init; }
    public required string Source { get; init; }

    /// <summary>What the source calls it; null where it has no name for it.</summary>
    public string? ExternalId { get; init; }
    public required string Title { get; init; }
    public string Body { get; init; } = "";
    public string? Language { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>When its source last changed it; null where nobody tells.</summary>
    public DateTimeOffset? SourceAt { get; init; }
    public int? Board { get; init; }

    /// <summary>Product, tool and account by name or external id.</summary>
    public string? Product { get; init; }
    public string? Tool { get; init; }
    public string? Account { get; init; }
    public string? WriterMail { get; init; }
    public bool MailIsConfirmed { get; init; }
    public int? WriterPerson { get; init; }

    /// <summary>The account that writes, where nobody of the organisation stands behind it.</summary>
    public Guid? WriterAccount { get; init; }

    /// <summary>The name that the writer chose to be shown with; null for none.</summary>
    public string? ShownName { get; init; }

    /// <summary>The person of the house who speaks for somebody else, or their account where no person stands behind it.</summary>
    public int? OnBehalfOf { get; init; }
    public Guid? OnBehalfOfAccount { get; init; }
}

/// <param name="Id">The voice, new or known; null where none was taken.</param>
/// <param name="Code">Why it was refused, such as <c>too-long</c>; null where it was not.</param>
internal sealed record VoiceReceipt(VoiceOutcome Outcome, int? Id, string? Code);

internal enum VoiceOutcome
{
    Taken,

    /// <summary>The same was taken before.</summary>
    Duplicate,

    /// <summary>Another text was taken under this id before.</summary>
    Conflict,

    /// <summary>Taken, and shown once somebody has looked at it.</summary>
    InReview,
    Refused,
}
