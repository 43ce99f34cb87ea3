using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>Ends the taking of answers.</summary>
internal static class Closing
{
    /// <summary>Shared by those who write answers, exclusive for who closes: between them, nothing comes in late.</summary>
    private const long Lock = 0x737562;

    /// <summary>To be called first in a transaction that writes answers.</summary>
    public static async Task ShareAsync(AppDb db, CancellationToken cancellationToken)
    {
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({Lock})", cancellationToken);
    }

    /// <returns>False where the wave is not open, or another node was faster.</returns>
    public static async Task<bool> CloseAsync(AppDb db, int wave, DateOnly today, CancellationToken cancellationToken)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            if (db.Database.IsNpgsql())
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
            var closed = await db.Set<Wave>().Where(row => row.Id == wave && row.State == WaveState.Open)
                .ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Closed)
                    .SetProperty(its => its.ClosesOn, its => its.ClosesOn > today ? today : its.ClosesOn), cancellationToken);
            if (closed == 0)
                return false;
            await db.Set<Ticket>().Where(ticket => ticket.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PulseTicket>().Where(ticket => ticket.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PulsePlace>().Where(place => place.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
            if (db.Database.IsNpgsql())
                await RewriteAsync(db, wave, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // The log of SQLite holds what was written in the order of writing: emptied into the file.
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken);
        return true;
    }

    // Rows of one sheet lie together and share a transaction's number there: written anew, all in one, in the order of their random ids.
    private static async Task RewriteAsync(AppDb db, int wave, CancellationToken cancellationToken)
    {
        foreach (var (table, order) in ((string, string)[])[("answers", "Id"), ("survey_comments", "Id"), ("joint_answers", "Sheet\", \"Item")])
        {
            string[] steps =
            [
                FormattableString.Invariant($"CREATE TEMPORARY TABLE written_anew ON COMMIT DROP AS SELECT * FROM {table} WHERE \"WaveId\" = {wave}"),
                FormattableString.Invariant($"DELETE FROM {table} WHERE \"WaveId\" = {wave}"),
                $"INSERT INTO {table} SELECT * FROM written_anew ORDER BY \"{order}\"",
                "DROP TABLE written_anew",
            ];
            foreach (var step in steps)
                await db.Database.ExecuteSqlRawAsync(step, cancellationToken);
        }
    }
}
