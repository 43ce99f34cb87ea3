using Duet.Feedback.Records;
using Duet.Initiatives;

namespace Duet.Feedback;

/// <summary>Which voices, in which order.</summary>
/// <param name="Kinds">Empty for all.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
internal sealed record VoiceQuery(
    VoiceFilter Filter, IReadOnlyList<VoiceKind> Kinds, string? Text, VoiceOrder Order, int? Theme, LinkTarget? Target, int? TargetId,
    string? After, int Limit = 50)
{
    /// <summary>Only what came from there, such as a wave of a survey; null for all.</summary>
    public string? Source { get; init; }
}

internal enum VoiceFilter
{
    /// <summary>Nobody has decided yet.</summary>
    Waiting,
    Linked,

    /// <summary>Released, and its askers are to be told.</summary>
    Tell,
    All,
}

internal enum VoiceOrder
{
    Heaviest,
    Oldest,
    Newest,
}

/// <param name="Total">How many there are; null where so many have the words that they are not counted.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
internal sealed record VoicePage(IReadOnlyList<VoiceRow> Rows, long? Total, string? Next);

/// <summary>What a list shows of a voice: no contacts.</summary>
internal sealed record VoiceRow(
    int Id, VoiceKind Kind, VoiceChannel Channel, string Title, string Start, DateTimeOffset CapturedAt, int Votes, double Weight,
    PublicState Shown, VoiceEnd? ClosedAs, IReadOnlyList<string> Themes, string? Product);
