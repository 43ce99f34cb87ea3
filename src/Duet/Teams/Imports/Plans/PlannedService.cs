namespace Duet.Teams.Imports.Plans;

/// <summary>A service a file speaks of.</summary>
public sealed record PlannedService
{
    public required string Name { get; init; }
    public string? ExternalId { get; init; }
    public string? Description { get; init; }

    /// <summary>The product's name, or what its system calls it; null where the file does not say.</summary>
    public TeamRef? Product { get; init; }
    public PlannedOwner? Owner { get; init; }
    public IReadOnlyList<PlannedCode> Code { get; init; } = [];

    /// <summary>A guess: applied only where somebody chooses it by this word.</summary>
    public string? Proposal { get; init; }
    public required Spot Spot { get; init; }
}

/// <summary>Who answers for a service: a team, or the team of a person.</summary>
/// <param name="Said">As the file writes it.</param>
/// <param name="Team">The team; null where the file names a person.</param>
/// <param name="Person">An identity whose person's present team is meant.</param>
public sealed record PlannedOwner(string Said, TeamRef? Team, PlannedIdentity? Person = null)
{
    /// <summary>The team may be added where there is none of that name.</summary>
    public bool MayBeNew { get; init; }
}

/// <summary>Code of a service.</summary>
/// <param name="Repo">Owner and name on a forge, or as a source of ours is named.</param>
/// <param name="Path">A folder without slashes at its ends; empty for the whole repository.</param>
public sealed record PlannedCode(string Repo, string Path, Spot Spot);
