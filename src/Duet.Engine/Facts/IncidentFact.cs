namespace Duet.Engine.Facts;

/// <summary>An incident of a service.</summary>
[Fact("incident")]
public sealed record IncidentFact
{
    [Key] public required string Id { get; init; }
    [Dimension(Whole = true), Listed] public required string Service { get; init; }
    [Dimension, Listed] public string? Severity { get; init; }
    public DateTimeOffset? ImpactAt { get; init; }
    [Listed] public required DateTimeOffset DetectedAt { get; init; }
    public DateTimeOffset? AcknowledgedAt { get; init; }
    [Listed] public DateTimeOffset? ResolvedAt { get; init; }
    [Reference(typeof(DeploymentFact))] public string? CausedBy { get; init; }
}
