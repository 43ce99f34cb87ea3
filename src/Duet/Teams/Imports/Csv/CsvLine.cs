namespace Duet.Teams.Imports.Csv;

/// <summary>One row of a table, with where it stands.</summary>
internal sealed class CsvLine(CsvTable table, int line, IReadOnlyList<string> cells)
{
    public Spot Spot => new(table.FileName, line);

    /// <summary>The cell under a column's name; null where it is empty, <c>NULL</c>, or the file has no such column.</summary>
    public string? this[string column] => table.Cell(cells, column);

    public Spot At(string column) => new(table.FileName, line, column);
}
