using Duet.Engine.Facts;

namespace Duet.Engine.Metrics;

/// <summary>What the metric language asks of a fact's columns.</summary>
internal static class FactColumns
{
    /// <summary>Columns an expression may name: all but people and links.</summary>
    public static IEnumerable<string> UsableColumns(this FactTable table) =>
        from column in table.Columns
        where column.Type is not (ColumnType.Alias or ColumnType.Reference)
        select column.Name;

    public static IEnumerable<string> TimeColumns(this FactTable table) =>
        table.Columns.Where(column => column.Type == ColumnType.Time).Select(column => column.Name);

    /// <summary>Columns shown for a row; never people.</summary>
    public static IEnumerable<FactColumn> ListedColumns(this FactTable table) =>
        table.Columns.Where(column => column.IsListed && column.Type is not (ColumnType.Alias or ColumnType.Reference));

    public static IEnumerable<FactColumn> Dimensions(this FactTable table) => table.Columns.Where(column => column.IsDimension);

    /// <summary>
    /// True where grouping or filtering by the column makes groups of people. A whole repository or service does not,
    /// and neither does telling people from programs.
    /// </summary>
    public static bool Narrows(this FactTable table, FactColumn dimension) =>
        table.Subject is not null && !dimension.DimensionIsWhole && dimension.Name != table.Subject.Name + "_kind";
}
