using System.Globalization;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Duet.Surveys.Running;

/// <summary>
/// Clears what a database keeps besides its rows. Where a row lies in its page tells after which other one it was written, and so which
/// answers are one person's; pages and logs hold copies of what was deleted or moved.
/// </summary>
internal static class Traces
{
    private const int TablesOfSheets = 3;

    /// <summary>Tables with parts of sheets, then the tickets that were used up for them and who had some, each with its key.</summary>
    private static readonly (string Table, string Key)[] Tables =
    [
        ("answers", "\"Id\""), ("survey_comments", "\"Id\""), ("joint_answers", "\"Sheet\", \"Item\""), ("tickets", "\"Hash\""), ("pulse_tickets", "\"Hash\""),
        ("pulse_places", "\"WaveId\", \"PersonId\""),
    ];

    /// <summary>To be called outside of a transaction, after answers were closed, released or deleted.</summary>
    /// <returns>False where somebody who was reading was in the way: to be called again.</returns>
    public static async Task<bool> ClearAsync(AppDb db, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
            return await VacuumAsync(db, cancellationToken);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            // All rows and not some: pages that are given up are overwritten, others keep copies of rows that moved elsewhere.
            foreach (var (table, key) in Tables)
                await RewriteAsync(db, table, "", key, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return await EmptyLogAsync(db, cancellationToken);
    }

    /// <summary>
    /// Gives the rows of a wave one transaction and the order of their keys on PostgreSQL, where each row names the transaction that wrote
    /// it. To be called in a transaction.
    /// </summary>
    public static async Task JoinAsync(AppDb db, int wave, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql())
            return;
        foreach (var (table, key) in Tables.Take(TablesOfSheets))
            await RewriteAsync(db, table, string.Create(CultureInfo.InvariantCulture, $" WHERE \"WaveId\" = {wave}"), key, cancellationToken);
    }

    // Into new files, without the rows that were deleted or written anew. Who waits for a table keeps all others out of it: never for long.
    private static async Task<bool> VacuumAsync(AppDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SET lock_timeout = '1s'", cancellationToken);
            foreach (var step in Tables.Select(of => $"VACUUM (FULL) {of.Table}"))
                await db.Database.ExecuteSqlRawAsync(step, cancellationToken);
            return true;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        finally
        {
            // The connection forgets its settings when it goes back.
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task RewriteAsync(AppDb db, string table, string where, string key, CancellationToken cancellationToken)
    {
        string[] steps =
        [
            $"CREATE TEMPORARY TABLE written_anew AS SELECT * FROM {table}{where}",
            $"DELETE FROM {table}{where}",
            $"INSERT INTO {table} SELECT * FROM written_anew ORDER BY {key}",
            "DROP TABLE written_anew",
        ];
        foreach (var step in steps)
            await db.Database.ExecuteSqlRawAsync(step, cancellationToken);
    }

    // The log of SQLite holds what was written in the order of writing, and the file what the log has overwritten since.
    private static async Task<bool> EmptyLogAsync(AppDb db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
