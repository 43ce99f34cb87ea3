using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Brings a file to the schema of this program, keeping its data, in one transaction.</summary>
internal sealed class Migrations(IReadOnlyList<FactTable> tables, IReadOnlyList<Migration> steps)
{
    private readonly int latest = steps[^1].Version;

    // Changes whenever a table or column does: lets an unchanged file open without a look at its columns.
    private readonly string fingerprint = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', tables.Select(ColumnSql.Create)))));

    public void Run(DuckDBConnection connection, DateTimeOffset now)
    {
        connection.Run("BEGIN");
        try
        {
            connection.Run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER, fingerprint VARCHAR, applied_at TIMESTAMP)");
            var found = connection.Rows(
                "SELECT version, fingerprint FROM schema_version ORDER BY version DESC, applied_at DESC LIMIT 1",
                r => (Version: r.GetInt32(0), Fingerprint: r.GetString(1))).SingleOrDefault();

            if (found.Version > latest) throw TooNew($"its schema is version {found.Version}, this program knows {latest}");
            if (found != (latest, fingerprint))
            {
                foreach (var step in steps.Where(s => s.Version > found.Version)) step.Apply(connection);
                foreach (var table in tables) Fit(connection, table);
                connection.Run("INSERT INTO schema_version VALUES ($1, $2, $3)", latest, fingerprint, now.UtcDateTime);
            }
            connection.Run("COMMIT");
        }
        catch
        {
            connection.Run("ROLLBACK");
            throw;
        }
    }

    /// <summary>The columns of a table in the order in which rows are appended to it.</summary>
    public static IReadOnlyList<(string Name, string Type)> ColumnsOf(DuckDBConnection connection, string table) => connection.Rows(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $1 AND NOT internal AND database_name <> 'temp' ORDER BY column_index",
        r => (r.GetString(0), r.GetString(1)), table);

    private static void Fit(DuckDBConnection connection, FactTable table)
    {
        var existing = ColumnsOf(connection, table.Name).ToDictionary(c => c.Name, c => c.Type);
        if (existing.Count == 0)
        {
            connection.Run(ColumnSql.Create(table));
            return;
        }

        foreach (var column in table.Columns)
        {
            if (!existing.Remove(column.Name, out var type)) Add(connection, table, column);
            else if (type != ColumnSql.Type(column))
                throw new InvalidOperationException($"{table.Name}.{column.Name} is {type} in the file and {ColumnSql.Type(column)} in the program: a migration step is missing.");
        }
        if (existing.Keys.FirstOrDefault(name => name is not ("id" or "source")) is { } unknown)
            throw TooNew($"it has a column {table.Name}.{unknown} that this program does not know");
    }

    private static void Add(DuckDBConnection connection, FactTable table, FactColumn column)
    {
        if (!column.IsNullable)
            throw new InvalidOperationException($"{table.Name}.{column.Name} is new and never null: a migration step must say what older rows hold.");
        connection.Run($"ALTER TABLE {Sql.Name(table.Name)} ADD COLUMN {ColumnSql.Declare(column)}");
    }

    private static FactStoreException TooNew(string why) => new(
        FactStoreFault.TooNew,
        string.Create(CultureInfo.InvariantCulture, $"The fact store was written by a newer version of Duet ({why}). Install that version, or restore a backup made by this one."));
}
