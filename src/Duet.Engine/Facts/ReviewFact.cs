namespace Duet.Engine.Facts;

/// <summary>One review of a change by a person who is not its author.</summary>
[Fact("review")]
public sealed record ReviewFact
{
    [Key, Dimension(Whole = true), Listed] public required string Repo { get; init; }
    [Key] public required string Id { get; init; }
    [Reference(typeof(ChangeFact))] public required string Change { get; init; }
    [Subject] public required Actor Reviewer { get; init; }
    public DateTimeOffset? RequestedAt { get; init; }
    [Listed, Created] public required DateTimeOffset SubmittedAt { get; init; }
    [Dimension, Listed] public required ReviewVerdict Verdict { get; init; }
    [Listed] public int Comments { get; init; }
}

public enum ReviewVerdict
{
    Approved,
    ChangesRequested,
    Commented,
    Dismissed,
}
