namespace Duet.Teams.Imports;

/// <summary>Marks the texts of imports into the directory.</summary>
internal sealed class ImportsText;
