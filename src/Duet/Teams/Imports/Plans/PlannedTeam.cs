namespace Duet.Teams.Imports.Plans;

/// <summary>A team a file speaks of.</summary>
internal sealed record PlannedTeam
{
    public required string Name { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>Null where the file does not say.</summary>
    public TeamRef? Parent { get; init; }
    public required Spot Spot { get; init; }
}
