using Duet.Feedback.Records;
using Duet.Initiatives;

namespace Duet.Feedback.Inbox;

/// <summary>A voice as those who handle it see it. Nobody is named who did not choose to be; accounts only to who may see contacts.</summary>
/// <param name="Team">The writer's team, kept only where it hides them.</param>
/// <param name="Account">Null also for who may not see contacts.</param>
/// <param name="Askers">How many are to be told, and how many of them can be.</param>
internal sealed record InboxVoice(
    Voice Row, string? Product, string? Team, CustomerAccount? Account, IReadOnlyList<GivenTheme> Themes, IReadOnlyList<InboxLink> Links,
    IReadOnlyList<InboxMerge> Merges, IReadOnlyList<VoiceComment> Comments, IReadOnlyList<(int Id, string Title, string State)> Before,
    (int All, int Reachable) Askers)
{
    /// <summary>The loop's stations in their order, null where it has not come there yet.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset? At)> Steps =>
    [
        ("captured", Row.CapturedAt), ("triaged", Row.TriagedAt), ("linked", Row.LinkedAt), ("started", Row.StartedAt), ("released", Row.ReleasedAt),
        ("told", Row.ToldAt), ("confirmed", Row.ConfirmedAt),
    ];
}

internal sealed record GivenTheme(int Id, string Name, bool IsSuggested);

/// <param name="Voices">How many voices are linked to the same.</param>
internal sealed record InboxLink(int Id, LinkTarget Target, int? TargetId, string Name, string State, int Voices);

internal sealed record InboxMerge(int Id, string Title);

/// <summary>What a row of the inbox shows beside what the list says.</summary>
internal sealed record InboxRow(VoiceRow Row, string State, string? By);
