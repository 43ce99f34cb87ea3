using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>
/// One writer of voices at a time, on all nodes. What it writes is on the disk when it returns, and carries the next number of
/// <see cref="Records.Voice.Change"/>, so that whoever reads on from a number misses nothing.
/// </summary>
internal sealed class VoiceWriter(IDbContextFactory<AppDb> records) : IDisposable
{
    // SQLite's own waiting is no queue: of many writers some would starve.
    private readonly SemaphoreSlim turn = new(1);

    /// <param name="write">Gets the number of this change; saves what it adds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<T> WriteAsync<T>(Func<AppDb, long, Task<T>> write, CancellationToken cancellationToken) => WriteAsync(write, _ => true, cancellationToken);

    /// <param name="write">Gets the number of this change; saves what it adds.</param>
    /// <param name="keeps">Whether what was written stays; else it is as if nothing had been.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<T> WriteAsync<T>(Func<AppDb, long, Task<T>> write, Func<T, bool> keeps, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var db = await records.CreateDbContextAsync(cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            if (db.Database.IsSqlite())
                await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;", cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // The first statement locks the row: a second writer, also on another node, waits here.
            var change = (await db.Database.SqlQuery<long>(
                $"""UPDATE voice_counter SET "Last" = "Last" + 1 RETURNING "Last" AS "Value" """).ToListAsync(cancellationToken))[0];
            var result = await write(db, change);
            if (!keeps(result))
                return result;
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
