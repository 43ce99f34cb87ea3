using System.Security.Cryptography;
using Duet.Platform.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Duet.Platform.Messages;

/// <summary>Keeps how messages reach Slack; webhook and token lie in the records protected by the keys of the data directory.</summary>
internal sealed class SlackWorkspaces(IDbContextFactory<AppDb> records, IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Duet.Platform.Messages.Slack");

    /// <summary>Null where nobody has set one up.</summary>
    public async Task<SlackWorkspace?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<SlackRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } kept
            ? new SlackWorkspace(Open(kept.ProtectedWebhook) is { } webhook ? new Uri(webhook) : null, Open(kept.ProtectedToken), new Uri(kept.ApiBase))
            : null;
    }

    public async Task SaveAsync(SlackWorkspace workspace, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<SlackRow>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new SlackRow
        {
            ProtectedWebhook = workspace.Webhook is { } webhook ? protector.Protect(webhook.AbsoluteUri) : null,
            ProtectedToken = workspace.Token is { } token ? protector.Protect(token) : null,
            ApiBase = workspace.Api.AbsoluteUri,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<SlackRow>().ExecuteDeleteAsync(cancellationToken);
    }

    // Keys that were not restored with the records: the secrets have to be entered again.
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
