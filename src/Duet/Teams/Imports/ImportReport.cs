using Duet.Teams.Imports.Comparing;
using Duet.Teams.Imports.Plans;

namespace Duet.Teams.Imports;

/// <summary>What an import would do, or did.</summary>
public sealed record ImportReport
{
    public required ImportKind? Kind { get; init; }
    public required ImportNotes Notes { get; init; }
    public IReadOnlyList<PlannedChange> Changes { get; init; } = [];

    /// <summary>Things that are already as the files say.</summary>
    public int Unchanged { get; init; }

    /// <summary>What may be chosen to be applied as well.</summary>
    public IReadOnlyList<PlannedService> Proposals { get; init; } = [];

    /// <summary>Stands for the files, the choice and all changes: an import that names it does these changes or none.</summary>
    public string? Digest { get; init; }

    /// <summary>When the same files were imported last; null for the first time.</summary>
    public DateTimeOffset? ImportedBefore { get; init; }
    public ImportState State { get; init; }

    /// <summary>The number of the import that was written; 0 for none.</summary>
    public int Import { get; init; }

    public int Added => Changes.Count(change => change.Kind is ChangeKind.Added);
    public int Changed => Changes.Count(change => change.Kind is ChangeKind.Changed);
    public int Ended => Changes.Count(change => change.Kind is ChangeKind.Ended);
    public int MovePast => Changes.Count(change => change.MovesPast);
}

public enum ImportState
{
    /// <summary>Nothing was written; it can be.</summary>
    Preview,

    /// <summary>Nothing was written: something has to be mended first.</summary>
    Refused,

    /// <summary>Nothing was written: the directory is not what it was when the changes were looked at.</summary>
    Outdated,

    /// <summary>All of it was written.</summary>
    Applied,
}
