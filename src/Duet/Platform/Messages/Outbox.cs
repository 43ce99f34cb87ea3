using System.Text.Json;
using System.Text.Json.Serialization;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Messages;

/// <summary>
/// Mails and Slack messages that wait to be sent, in the records: they survive a restart, and of several nodes one sends each. What
/// was taken by the other side and not written down here, because the process ended in between, is sent a second time.
/// </summary>
internal sealed class Outbox(
    IDbContextFactory<AppDb> records, MailServers servers, Smtp smtp, SlackWorkspaces workspaces, Slack slack, TimeProvider time)
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
        Keep(db, mail);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Keeps a mail together with whatever else the caller saves.</summary>
    public void Keep(AppDb db, OutgoingMail mail) => db.Add(new OutgoingMessage
    {
        Kind = mail.Kind ?? "",
        To = mail.To,
        Subject = Cut(mail.Subject),
        Text = mail.Text,
        StopAddress = mail.StopAddress,
        NextAt = time.GetUtcNow(),
    });

    /// <summary>As the other, for Slack.</summary>
    public void Keep(AppDb db, SlackMessage message, string kind) => db.Add(new OutgoingMessage
    {
        Kind = kind,
        Way = OutgoingWay.Slack,
        To = message.To ?? "",
        Subject = Cut(message.Text),
        Text = JsonSerializer.Serialize(message.Sections, OutboxJson.Default.IReadOnlyListString),
        NextAt = time.GetUtcNow(),
    });

    /// <summary>Sends what is due. What has no server waits.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await db.Set<OutgoingMessage>().Where(message => message.State != OutgoingState.Waiting && message.NextAt < now - Kept).ExecuteDeleteAsync(cancellationToken);
        if (await servers.ReadAsync(cancellationToken) is { } server)
            await SendDueAsync(db, OutgoingWay.Mail, now, message => smtp.SendAsync(
                server, new OutgoingMail(message.To, message.Subject, message.Text, message.StopAddress), cancellationToken), cancellationToken);
        if (await workspaces.ReadAsync(cancellationToken) is { } workspace)
            await SendDueAsync(db, OutgoingWay.Slack, now, message => slack.SendAsync(workspace, Read(message), cancellationToken), cancellationToken);
    }

    private async Task SendDueAsync(AppDb db, OutgoingWay way, DateTimeOffset now, Func<OutgoingMessage, Task<SendOutcome>> send, CancellationToken cancellationToken)
    {
        var due = await db.Set<OutgoingMessage>().AsNoTracking()
            .Where(message => message.State == OutgoingState.Waiting && message.Way == way && message.NextAt <= now)
            .OrderBy(message => message.NextAt).ThenBy(message => message.Id).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var message in due)
        {
            if (!await TakeAsync(db, message, now, cancellationToken))
                continue;
            // Slack that does not take one does not take the next one either.
            if (await EndAsync(db, message, await send(message)) == SendOutcome.Later && way == OutgoingWay.Slack)
                break;
        }
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

    private async Task<SendOutcome> EndAsync(AppDb db, OutgoingMessage message, SendOutcome outcome)
    {
        if (outcome == SendOutcome.Later && message.Tries < Waits.Length)
            return outcome;
        var now = time.GetUtcNow();
        DateTimeOffset? sent = outcome == SendOutcome.Accepted ? now : null;
        var state = sent is null ? OutgoingState.Failed : OutgoingState.Sent;
        // It was sent, or never will be: nothing of it has to be kept.
        await db.Set<OutgoingMessage>().Where(row => row.Id == message.Id).ExecuteUpdateAsync(
            row => row.SetProperty(ended => ended.State, state).SetProperty(ended => ended.SentAt, sent).SetProperty(ended => ended.NextAt, now)
                .SetProperty(ended => ended.Text, "").SetProperty(ended => ended.StopAddress, (string?)null),
            CancellationToken.None);
        return outcome;
    }

    private static SlackMessage Read(OutgoingMessage message) => new(
        message.To.Length > 0 ? message.To : null, message.Subject, JsonSerializer.Deserialize(message.Text, OutboxJson.Default.IReadOnlyListString) ?? []);

    private static string Cut(string subject) => subject.Length > OutgoingMessage.LongestSubject ? subject[..OutgoingMessage.LongestSubject] : subject;
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class OutboxJson : JsonSerializerContext;
