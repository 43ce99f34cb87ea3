namespace Duet.Teams.Imports;

/// <summary>Marks the texts of imports into the directory.</summary>
public sealed class ImportsText;
