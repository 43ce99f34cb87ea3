namespace Duet.Platform.Ui.Charts;

/// <summary>A row of a heat map.</summary>
/// <param name="Name">The row's name.</param>
/// <param name="Cells">Strength 0 to 1 with the words it stands for; null strength for nothing.</param>
public sealed record HeatRow(string Name, IReadOnlyList<HeatCell> Cells);

/// <summary>A cell: its strength, 0 to 1, and its figure.</summary>
public readonly record struct HeatCell(double? Strength, string Figure);
