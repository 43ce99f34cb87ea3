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
            await Traces.JoinAsync(db, wave, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // What is left of it where a reader was in the way is cleared when the results are out.
        await Traces.ClearAsync(db, cancellationToken);
        return true;
    }
}
