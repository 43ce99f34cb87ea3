namespace Duet.Engine.Facts;

/// <summary>One attempt of a continuous-integration pipeline run.</summary>
[Fact("run")]
public sealed record RunFact
{
    [Key, Dimension(Whole = true), Listed] public required string Repo { get; init; }
    [Key] public required string Id { get; init; }
    [Dimension, Listed] public required string Pipeline { get; init; }
    public string? Sha { get; init; }
    [Dimension] public string? Branch { get; init; }
    [Dimension] public bool IsDefaultBranch { get; init; }
    [Listed] public int Attempt { get; init; } = 1;
    public DateTimeOffset? QueuedAt { get; init; }
    [Listed] public required DateTimeOffset StartedAt { get; init; }
    [Listed] public DateTimeOffset? FinishedAt { get; init; }
    [Dimension, Listed] public required Outcome Outcome { get; init; }
}

/// <summary>How a run or a deployment ended; <see cref="Running"/> while it has not.</summary>
public enum Outcome
{
    Running,
    Success,
    Failure,
    Cancelled,
    Skipped,
}
