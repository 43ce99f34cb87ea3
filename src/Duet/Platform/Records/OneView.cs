using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Records;

/// <summary>Reads several tables as they were at one moment, without keeping anybody from writing.</summary>
internal static class OneView
{
    public static async Task BeginAsync(DbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return;
        }
        await db.Database.OpenConnectionAsync(cancellationToken);
        // Tricky: SQLite's usual transaction takes the write lock at its start.
        await db.Database.UseTransactionAsync(((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true), cancellationToken);
    }
}
