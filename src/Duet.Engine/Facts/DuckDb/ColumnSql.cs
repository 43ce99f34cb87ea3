namespace Duet.Engine.Facts.DuckDb;

/// <summary>Types of fact columns as DuckDB spells them.</summary>
internal static class ColumnSql
{
    public static string Type(FactColumn column) => column.Type switch
    {
        ColumnType.Text => "VARCHAR",
        ColumnType.Integer when IsLong(column) => "BIGINT",
        ColumnType.Integer or ColumnType.Alias => "INTEGER",
        ColumnType.Number => "DOUBLE",
        ColumnType.Flag => "BOOLEAN",
        ColumnType.Time => "TIMESTAMP",
        ColumnType.Reference => "BIGINT",
        _ => throw new InvalidOperationException($"{column.Name}: {column.Type}"),
    };

    public static string Create(FactTable table) =>
        $"CREATE TABLE {Sql.Name(table.Name)} (id BIGINT, source INTEGER, {string.Join(", ", table.Columns.Select(Declare))})";

    public static string Declare(FactColumn column) => $"{Sql.Name(column.Name)} {Type(column)}";

    private static bool IsLong(FactColumn column) =>
        (Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType) == typeof(long);
}
