using Duet.Feedback.Records;

namespace Duet.Feedback.Search;

/// <summary>Voices without an end and without a word to who asked.</summary>
/// <param name="Old">Those of them that were said before a day.</param>
internal sealed record OpenVoices(int All, int Old, IReadOnlyList<OpenVoice> Oldest);

internal sealed record OpenVoice(int Id, string Title, VoiceKind Kind, DateTimeOffset CapturedAt);
