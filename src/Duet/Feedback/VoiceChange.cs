using Duet.Feedback.Records;
using Duet.Initiatives;

namespace Duet.Feedback;

/// <summary>What changes about a voice; what is left alone stays as it is.</summary>
internal sealed class VoiceChange
{
    public VoiceKind? Kind { get; set; }

    /// <summary>What its writer made of it where it came from.</summary>
    public NewWords? Words { get; set; }

    /// <summary>When that was, or anything else about it changed there.</summary>
    public DateTimeOffset? SourceAt { get; set; }

    /// <summary>All themes of the voice; null leaves them.</summary>
    public IReadOnlyList<int>? Themes { get; set; }
    public NewLink? Link { get; set; }

    /// <summary>A link that is taken away.</summary>
    public int? Unlink { get; set; }
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Released { get; set; }
    public DateTimeOffset? Told { get; set; }
    public DateTimeOffset? ConfirmAsked { get; set; }
    public bool? Helped { get; set; }
    public VoiceEnd? End { get; set; }
    public bool Reopen { get; set; }
    public PublicState? Shown { get; set; }

    /// <summary>The customer account it comes from.</summary>
    public int? Account { get; set; }
}

/// <param name="Method">How it was found, or that a person said so.</param>
/// <param name="Confidence">0 to 1; 1 where a person said so.</param>
internal sealed record NewLink(LinkTarget Target, int? Id, string? Key, string Method, double Confidence);

internal sealed record NewWords(string Title, string Body);

internal enum VoiceRefusal
{
    NoSuchVoice,
    NotYours,
    AlreadyMerged,
    Itself,

    /// <summary>The other one is already part of this one.</summary>
    Circle,
}

/// <param name="Likeness">0 to 1.</param>
internal readonly record struct Alike(int Voice, string Title, double Likeness);
