using System.Security.Cryptography;
using Duet.Platform.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Messages;

/// <summary>Keeps the server that mails go out by; its secret lies in the records protected by the keys of the data directory.</summary>
internal sealed class MailServers(IDbContextFactory<AppDb> records, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Duet.Platform.Messages.Mail");

    /// <summary>Null where nobody has set one up.</summary>
    public async Task<MailServer?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<MailRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } kept
            ? new MailServer
            {
                Host = kept.Host,
                Port = kept.Port,
                Security = kept.Security,
                User = kept.User,
                Secret = Open(kept.ProtectedSecret),
                From = kept.From,
                FromName = kept.FromName,
            }
            : null;
    }

    public async Task SaveAsync(MailServer server, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<MailRow>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new MailRow
        {
            Host = server.Host,
            Port = server.Port,
            Security = server.Security,
            User = server.User,
            ProtectedSecret = server.Secret is { } secret ? protector.Protect(secret) : null,
            From = server.From,
            FromName = server.FromName,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<MailRow>().ExecuteDeleteAsync(cancellationToken);
    }

    // Keys that were not restored with the records: the secret has to be entered again.
    private string? Open(string? kept)
    {
        try
        {
            return kept is null ? null : protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
