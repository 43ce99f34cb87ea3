namespace Duet.Engine.Facts;

/// <summary>A deployment of a service to an environment.</summary>
[Fact("deployment")]
public sealed record DeploymentFact
{
    [Key] public required string Id { get; init; }
    [Dimension(Whole = true), Listed] public required string Service { get; init; }
    [Dimension, Listed] public required string Environment { get; init; }
    [Dimension(Whole = true)] public string? Repo { get; init; }
    public string? Sha { get; init; }
    [Listed] public required DateTimeOffset StartedAt { get; init; }
    [Listed] public DateTimeOffset? FinishedAt { get; init; }
    [Dimension, Listed] public required Outcome Outcome { get; init; }
    [Dimension] public bool IsRollback { get; init; }

    /// <summary>Unplanned, made because of an incident or a bug that users saw.</summary>
    [Dimension] public bool IsRework { get; init; }

    /// <summary>When it was found to need immediate intervention, and when service was restored; null where it did not fail.</summary>
    public DateTimeOffset? FailedAt { get; init; }
    [Listed] public DateTimeOffset? RecoveredAt { get; init; }
}
