namespace Duet.Teams.Imports.Plans;

/// <summary>How a file names a team: by what its system calls it, by name, or both.</summary>
public readonly record struct TeamRef(string? ExternalId, string? Name)
{
    public static TeamRef Named(string name) => new(null, name);

    public override string ToString() => Name ?? ExternalId ?? "";
}
