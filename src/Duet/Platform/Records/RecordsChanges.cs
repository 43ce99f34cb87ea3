using Microsoft.Data.Sqlite;

namespace Duet.Platform.Records;

/// <summary>
/// Tells cheaply whether anybody, this process or another one, has changed the records: SQLite counts the commits of others
/// for each connection, and this one never writes. PostgreSQL has no such count, so there nothing may be remembered.
/// </summary>
internal sealed class RecordsChanges : IDisposable
{
    private readonly Lock gate = new();
    private readonly string? file;
    private SqliteConnection? connection;
    private SqliteCommand? version;

    /// <param name="file">The SQLite file; null where the records lie in PostgreSQL.</param>
    public RecordsChanges(string? file) => this.file = file;

    /// <summary>A number that differs from an earlier one if anything was committed between; null where that cannot be told.</summary>
    public long? Stamp()
    {
        if (file is null)
            return null;
        lock (gate)
        {
            version ??= Open();
            return (long)version.ExecuteScalar()!;
        }
    }

    public void Dispose()
    {
        version?.Dispose();
        connection?.Dispose();
    }

    private SqliteCommand Open()
    {
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return command;
    }
}
