using System.Security.Cryptography;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Mailbox;

/// <summary>Keeps which mailbox is read; its password lies in the records protected by the keys of the data directory.</summary>
internal sealed class Mailboxes(IDbContextFactory<AppDb> records, IDataProtectionProvider protection, Audit audit)
{
    private readonly IDataProtector protector = protection.CreateProtector("Duet.Feedback.Mailbox");

    /// <summary>Null where nobody has set one up.</summary>
    public async Task<MailboxRow?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<MailboxRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The password; null where the keys were not restored with the records.</summary>
    public string? SecretOf(MailboxRow mailbox)
    {
        try
        {
            return protector.Unprotect(mailbox.ProtectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Sets the mailbox; reading begins with what comes from then on.</summary>
    /// <param name="secret">Empty keeps the one there is, as long as host and user stay the same.</param>
    /// <returns>False where a password is needed.</returns>
    public async Task<bool> SaveAsync(MailboxSettings settings, string secret, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        var kept = await ReadAsync(cancellationToken);
        var isSame = kept is not null && kept.Host == settings.Host && kept.User == settings.User;
        if (secret.Length == 0 && !isSame)
            return false;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<MailboxRow>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new MailboxRow
        {
            Host = settings.Host,
            Port = settings.Port,
            User = settings.User,
            ProtectedSecret = secret.Length > 0 ? protector.Protect(secret) : kept!.ProtectedSecret,
            Folder = settings.Folder,
            BoardId = settings.Board,
            UidValidity = isSame && kept!.Folder == settings.Folder ? kept.UidValidity : 0,
            LastUid = isSame && kept!.Folder == settings.Folder ? kept.LastUid : 0,
        });
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(
            new AuditEntry(caller.AuditName, "settings.change", "mailbox", Before: kept is null ? "none" : $"{kept.Host}:{kept.Port}", After: $"{settings.Host}:{settings.Port}"),
            cancellationToken);
        return true;
    }

    public async Task RemoveAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<MailboxRow>().ExecuteDeleteAsync(cancellationToken) > 0)
            await audit.RecordAsync(new AuditEntry(caller.AuditName, "settings.change", "mailbox", After: "none"), cancellationToken);
    }

    /// <summary>Notes how far the folder was read, unless another mailbox was set meanwhile.</summary>
    public async Task NoteAsync(MailboxRow mailbox, long validity, long last, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<MailboxRow>().Where(row => row.Host == mailbox.Host && row.User == mailbox.User && row.Folder == mailbox.Folder)
            .ExecuteUpdateAsync(row => row.SetProperty(read => read.UidValidity, validity).SetProperty(read => read.LastUid, last), cancellationToken);
    }
}

/// <summary>A mailbox as it is entered.</summary>
internal sealed record MailboxSettings(string Host, int Port, string User, string Folder, int? Board);
