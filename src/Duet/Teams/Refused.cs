namespace Duet.Teams;

/// <summary>Why the organisation was not changed. The text <c>Refused.{Code}</c> says it in words.</summary>
/// <param name="Code">Stable word for pages, API and imports: <c>name-taken</c>, <c>no-team</c>, <c>cycle</c>, <c>overlaps</c>, <c>changed-meanwhile</c>, <c>not-yours</c> ...</param>
/// <param name="Args">What the text names.</param>
public sealed record Refused(string Code, params IReadOnlyList<object> Args);
