using System.Collections.Concurrent;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>
/// Says that this process is making and sending the tickets of a survey. Tickets live in memory only: a wave that nobody holds was cut
/// off and has to be made anew. The lease ends with the process, however that ends.
/// </summary>
internal sealed class Leases(IDbContextFactory<AppDb> records)
{
    // Any number that no other lock of the program uses.
    private const int Space = 0x73757276;

    private readonly ConcurrentDictionary<int, bool> held = new();

    /// <returns>Null where another one holds it.</returns>
    public async Task<Lease?> TryTakeAsync(int survey, CancellationToken cancellationToken)
    {
        if (!held.TryAdd(survey, true))
            return null;
        AppDb? db = null;
        try
        {
            db = await records.CreateDbContextAsync(cancellationToken);
            // The file of a SQLite database belongs to one process; PostgreSQL may have several.
            if (db.Database.IsNpgsql() && !await TryLockAsync(db, survey, cancellationToken))
            {
                await db.DisposeAsync();
                held.TryRemove(survey, out _);
                return null;
            }
            return new Lease(db, () => held.TryRemove(survey, out _), survey);
        }
        catch
        {
            held.TryRemove(survey, out _);
            if (db is not null)
                await db.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> TryLockAsync(AppDb db, int survey, CancellationToken cancellationToken)
    {
        // The lock belongs to the connection, which stays open with the lease.
        await db.Database.OpenConnectionAsync(cancellationToken);
        return (await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Space}, {survey}) AS \"Value\"").ToListAsync(cancellationToken))[0];
    }

    internal sealed class Lease(AppDb db, Action end, int survey) : IAsyncDisposable
    {
        private int over;

        public async ValueTask DisposeAsync()
        {
            // Given back by whoever is the last to need it: the one that opened the wave, or the post.
            if (Interlocked.Exchange(ref over, 1) == 1)
                return;
            // A pooled connection would keep the lock.
            if (db.Database.IsNpgsql())
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Space}, {survey})", CancellationToken.None);
            await db.DisposeAsync();
            end();
        }
    }
}
