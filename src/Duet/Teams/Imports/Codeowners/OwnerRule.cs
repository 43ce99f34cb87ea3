namespace Duet.Teams.Imports.Codeowners;

/// <summary>One line of a CODEOWNERS file.</summary>
/// <param name="Pattern">As written.</param>
/// <param name="Folder">The folder the pattern stands for, empty for the whole repository; null for a pattern that is no folder.</param>
/// <param name="Anywhere">The pattern fits folders of that name at any depth.</param>
/// <param name="Owners">As written; empty where the line takes ownership away.</param>
/// <param name="Section">Sections are asked apart from each other; empty for lines before the first.</param>
internal sealed record OwnerRule(string Pattern, string? Folder, bool Anywhere, IReadOnlyList<string> Owners, string Section, Spot Spot)
{
    /// <summary>Every file this rule fits, the other fits too.</summary>
    public bool IsWithin(OwnerRule other) =>
        Section == other.Section && Folder is not null && other.Folder is not null
        && (Pattern == other.Pattern || (!other.Anywhere && (other.Folder.Length == 0 || Folder == other.Folder || Folder.StartsWith(other.Folder + "/", StringComparison.Ordinal))));
}
