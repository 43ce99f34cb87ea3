using Duet.Feedback.Records;

namespace Duet.Feedback.Search;

/// <summary>One voice as programs see it: what was said and how far the answer has come. No contacts.</summary>
internal sealed record VoiceDetail(
    int Id, VoiceKind Kind, VoiceChannel Channel, string Title, string Body, string? Language, DateTimeOffset CapturedAt, DateTimeOffset? TriagedAt,
    DateTimeOffset? LinkedAt, DateTimeOffset? StartedAt, DateTimeOffset? ReleasedAt, DateTimeOffset? ToldAt, DateTimeOffset? ConfirmedAt, bool? Helped,
    DateTimeOffset? ClosedAt, VoiceEnd? ClosedAs, int? MergedInto, int Votes, double Weight, PublicState Shown, IReadOnlyList<string> Themes, string? Product);
