using System.Net;
using System.Net.Sockets;
using Duet.Feedback.Records;
using Duet.Platform.Jobs;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Duet.Feedback.Mailbox;

/// <summary>Reads the mailbox once a minute, by IMAP, and changes nothing in it: how far it was read is noted here.</summary>
internal sealed class MailboxReader(Mailboxes mailboxes, MailVoices mails, TimeProvider time, ILogger<MailboxReader> logger)
    : Rounds(TimeSpan.FromSeconds(60), logger)
{
    private const int AtOnce = 100;
    private const int TlsPort = 993;
    private const uint MostBytes = 10 << 20;

    /// <summary>How the last look ended; null before the first.</summary>
    public MailboxLook? Last { get; private set; }

    /// <summary>Reads what has come since the last time.</summary>
    public override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await mailboxes.ReadAsync(cancellationToken) is { } mailbox)
                Last = new MailboxLook(time.GetUtcNow(), await ReadAsync(mailbox, cancellationToken), null);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ProtocolException or CommandException or AuthenticationException
            or SslHandshakeException or TimeoutException or NotSupportedException or FolderNotFoundException)
        {
            Last = new MailboxLook(time.GetUtcNow(), 0, failure is AuthenticationException ? "SignIn" : failure is FolderNotFoundException ? "Folder" : "Reach");
        }
    }

    private async Task<int> ReadAsync(MailboxRow mailbox, CancellationToken cancellationToken)
    {
        using var client = new ImapClient { Timeout = 20_000 };
        await client.ConnectAsync(mailbox.Host, mailbox.Port, Options(mailbox), cancellationToken);
        await client.AuthenticateAsync(mailbox.User, mailboxes.SecretOf(mailbox) ?? "", cancellationToken);
        var folder = await client.GetFolderAsync(mailbox.Folder, cancellationToken);
        await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        // Numbers of another counting mean nothing: what is there already is left, what comes is read.
        if (mailbox.UidValidity != folder.UidValidity)
        {
            await mailboxes.NoteAsync(mailbox, folder.UidValidity, (folder.UidNext?.Id ?? 1) - 1, cancellationToken);
            await client.DisconnectAsync(true, cancellationToken);
            return 0;
        }
        var range = new UniqueIdRange(new UniqueId(folder.UidValidity, (uint)mailbox.LastUid + 1), UniqueId.MaxValue);
        // A range that ends at the last mail holds that one always, read or not.
        var found = (await folder.FetchAsync(range, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancellationToken))
            .Where(row => row.UniqueId.Id > mailbox.LastUid).OrderBy(row => row.UniqueId.Id).Take(AtOnce).ToList();
        var taken = 0;
        foreach (var row in found)
        {
            if ((row.Size ?? 0) <= MostBytes && await TakeAsync(folder, row.UniqueId, mailbox, cancellationToken))
                taken++;
            await mailboxes.NoteAsync(mailbox, folder.UidValidity, row.UniqueId.Id, cancellationToken);
        }
        await client.DisconnectAsync(true, cancellationToken);
        return taken;
    }

    private async Task<bool> TakeAsync(IMailFolder folder, UniqueId id, MailboxRow mailbox, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = await folder.GetStreamAsync(id, "", cancellationToken);
            using var raw = new MemoryStream();
            await stream.CopyToAsync(raw, cancellationToken);
            return (await mails.TakeAsync(raw.ToArray(), mailbox.BoardId, cancellationToken)).Outcome == MailOutcome.Taken;
        }
        catch (FormatException)
        {
            // No mail that can be read; the next one may be.
            return false;
        }
    }

    // Only a server on the same machine is spoken to in the clear.
    private static SecureSocketOptions Options(MailboxRow mailbox) =>
        mailbox.Port == TlsPort ? SecureSocketOptions.SslOnConnect
        : mailbox.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(mailbox.Host, out var address) && IPAddress.IsLoopback(address)) ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;
}

/// <summary>One look into the mailbox.</summary>
/// <param name="Taken">How many mails became voices.</param>
/// <param name="Problem">The name of the text that says why it was not read; null where it was.</param>
internal sealed record MailboxLook(DateTimeOffset At, int Taken, string? Problem);
