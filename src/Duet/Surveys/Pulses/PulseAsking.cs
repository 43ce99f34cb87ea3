using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Pulses;

/// <summary>
/// Writes that somebody is asked after something: once for the event, once for the window, all of it or nothing. Whoever writes first asks; a replay,
/// a restart and another node find it written. What is lost between writing and sending is not asked again: better no question than the same one twice.
/// </summary>
internal static class PulseAsking
{
    // Longer than a window, and far longer than anything is asked after.
    private const int DaysKept = 100;

    /// <param name="expires">The last day on which the code is good.</param>
    /// <returns>The code; null where somebody was asked after it, or in this window, or the window is closed.</returns>
    public static async Task<string?> ClaimAsync(
        AppDb db, Survey survey, int wave, PulseEvent happened, string leaf, DateOnly today, DateOnly expires, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await CountAsync(db, wave, 1, cancellationToken) == 0)
            return null;
        var claim = HashOf(survey, happened);
        if (await db.Database.ExecuteSqlAsync($"""INSERT INTO pulse_claims ("Hash", "On") VALUES ({claim}, {today}) ON CONFLICT DO NOTHING""", cancellationToken) == 0)
            return null;
        if (await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO asked ("PersonId", "WaveId", "On", "Labels") VALUES ({happened.Person}, {wave}, {today}, {leaf}) ON CONFLICT DO NOTHING""", cancellationToken) == 0)
            return null;
        var code = TicketText.Create();
        db.Add(new PulseTicket { Hash = TicketText.HashOf(code), WaveId = wave, PersonId = happened.Person, ExpiresOn = expires });
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await transaction.CommitAsync(cancellationToken);
        return code;
    }

    /// <summary>Takes back that somebody was asked whom no message reached; not that it was tried.</summary>
    public static async Task WithdrawAsync(AppDb db, int wave, string code, CancellationToken cancellationToken)
    {
        var hash = TicketText.HashOf(code);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await CountAsync(db, wave, -1, cancellationToken) == 1
            && await db.Set<PulseTicket>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellationToken) is { } ticket)
        {
            await db.Set<Asked>().Where(row => row.WaveId == wave && row.PersonId == ticket.PersonId).ExecuteDeleteAsync(cancellationToken);
            await db.Set<PulseTicket>().Where(row => row.Hash == hash).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Deletes codes that have run out, and claims that nothing can meet any more.</summary>
    public static async Task TidyAsync(AppDb db, DateOnly today, CancellationToken cancellationToken)
    {
        await db.Set<PulseTicket>().Where(ticket => ticket.ExpiresOn < today).ExecuteDeleteAsync(cancellationToken);
        var oldest = today.AddDays(-DaysKept);
        await db.Set<PulseClaim>().Where(claim => claim.On < oldest).ExecuteDeleteAsync(cancellationToken);
    }

    // The first statement of a transaction that writes: the others wait for it.
    private static Task<int> CountAsync(AppDb db, int wave, int people, CancellationToken cancellationToken) =>
        db.Set<Wave>().Where(row => row.Id == wave && row.State == WaveState.Open)
            .ExecuteUpdateAsync(row => row.SetProperty(its => its.Invited, its => its.Invited + people), cancellationToken);

    private static byte[] HashOf(Survey survey, PulseEvent happened) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{survey.Id}\u001e{survey.Plan.Trigger}\u001e{happened.Person}\u001e{happened.Key}")));
}
