namespace Duet.Teams.Imports;

/// <summary>What somebody wants imported.</summary>
internal sealed record ImportRequest
{
    public required IReadOnlyList<ImportFile> Files { get; init; }

    /// <summary>Null to tell it from the files.</summary>
    public ImportKind? Kind { get; init; }

    /// <summary>The repository a CODEOWNERS file belongs to.</summary>
    public string? Repo { get; init; }

    /// <summary>The proposals to apply; null for none, <c>*</c> among them for all.</summary>
    public IReadOnlySet<string> Chosen { get; init; } = new HashSet<string>();
}
