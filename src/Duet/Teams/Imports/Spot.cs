namespace Duet.Teams.Imports;

/// <summary>Where in what was sent something stands.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Column">A column's name in a table, its number elsewhere; null for the whole line.</param>
public readonly record struct Spot(string File, int Line = 0, string? Column = null);
