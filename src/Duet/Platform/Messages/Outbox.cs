using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Messages;

/// <summary>Mails that wait to be sent, in the records: a mail survives a restart, and of several nodes one sends it.</summary>
internal sealed class Outbox(IDbContextFactory<AppDb> records, MailServers servers, Smtp smtp, TimeProvider time)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private const int AtOnce = 20;

    // After so long it is tried again; after the last one it has failed.
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(12)];

    /// <summary>Keeps a mail until it is sent.</summary>
    public async Task KeepAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        db.Add(new OutgoingMessage
        {
            Kind = mail.Kind ?? "",
            To = mail.To,
            Subject = mail.Subject.Length > OutgoingMessage.LongestSubject ? mail.Subject[..OutgoingMessage.LongestSubject] : mail.Subject,
            Text = mail.Text,
            StopAddress = mail.StopAddress,
            NextAt = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Sends what is due. Without a server everything waits.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Set<OutgoingMessage>().Where(message => message.State != OutgoingState.Waiting && message.NextAt < now - Kept).ExecuteDeleteAsync(cancellationToken);
        if (await servers.ReadAsync(cancellationToken) is not { } server)
            return;
        var due = await db.Set<OutgoingMessage>().AsNoTracking()
            .Where(message => message.State == OutgoingState.Waiting && message.NextAt <= now)
            .OrderBy(message => message.NextAt).ThenBy(message => message.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var message in due)
            if (await TakeAsync(db, message, now, cancellationToken))
                await SendAsync(db, server, message, cancellationToken);
    }

    /// <summary>How many mails wait, and how many were given up in the last thirty days.</summary>
    public async Task<(int Waiting, int Failed)> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return (await db.Set<OutgoingMessage>().CountAsync(message => message.State == OutgoingState.Waiting, cancellationToken),
            await db.Set<OutgoingMessage>().CountAsync(message => message.State == OutgoingState.Failed, cancellationToken));
    }

    // Taken before it is sent: another node, or this one after a crash, tries it again only when the wait is over.
    private static async Task<bool> TakeAsync(AppDb db, OutgoingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = now + Waits[Math.Min(message.Tries, Waits.Length - 1)];
        return await db.Set<OutgoingMessage>()
            .Where(row => row.Id == message.Id && row.State == OutgoingState.Waiting && row.Tries == message.Tries)
            .ExecuteUpdateAsync(row => row.SetProperty(taken => taken.Tries, message.Tries + 1).SetProperty(taken => taken.NextAt, next), cancellationToken) == 1;
    }

    private async Task SendAsync(AppDb db, MailServer server, OutgoingMessage message, CancellationToken cancellationToken)
    {
        var outcome = await smtp.SendAsync(server, new OutgoingMail(message.To, message.Subject, message.Text, message.StopAddress), cancellationToken);
        if (outcome == SendOutcome.Later && message.Tries < Waits.Length)
            return;
        var now = time.GetUtcNow();
        DateTimeOffset? sent = outcome == SendOutcome.Accepted ? now : null;
        var state = sent is null ? OutgoingState.Failed : OutgoingState.Sent;
        // It was sent, or never will be: nothing of it has to be kept.
        await db.Set<OutgoingMessage>().Where(row => row.Id == message.Id).ExecuteUpdateAsync(
            row => row.SetProperty(ended => ended.State, state).SetProperty(ended => ended.SentAt, sent).SetProperty(ended => ended.NextAt, now)
                .SetProperty(ended => ended.Text, "").SetProperty(ended => ended.StopAddress, (string?)null),
            CancellationToken.None);
    }
}
