using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Duet.Teams;

/// <summary>
/// One writer of the organisation at a time, on all nodes: that periods never overlap and teams form a tree are rules over
/// several rows, which no constraint of both databases can hold.
/// </summary>
internal static class OneWriter
{
    // Any number that no other lock of the program uses.
    private const long Lock = 0x7465616D73;

    /// <summary>A transaction that waits for the one before it. SQLite's own begins with its write lock.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(DbContext db, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);
        return transaction;
    }
}
