using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Duet.Platform.Records;

/// <summary>Readers beside a writer, and a writer that waits for another one instead of failing.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // What is sorted or copied meanwhile stays in memory: nobody overwrites temporary files.
    // What is deleted is overwritten: the rest of a page may come to lie beside rows that must not be read together with it.
    private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;";

    public static SqlitePragmas Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
