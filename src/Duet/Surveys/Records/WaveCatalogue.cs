namespace Duet.Surveys.Records;

/// <summary>The cells that may be released of a wave, and those that are not asked for.</summary>
internal sealed record WaveCatalogue(IReadOnlyList<WaveCell> Cells, IReadOnlyList<CellNotAsked> NotAsked);

/// <param name="Key">Empty for the whole, else such as <c>team=Checkout</c>.</param>
/// <param name="Where">The labels that make it.</param>
/// <param name="Leaves">Keys of the cohorts that it consists of.</param>
/// <param name="Moved">How many people came or went since the wave before; null where there was none.</param>
internal sealed record WaveCell(string Key, IReadOnlyDictionary<string, string> Where, IReadOnlyList<string> Leaves, int? Moved);

internal sealed record CellNotAsked(string Cell, string Why);
