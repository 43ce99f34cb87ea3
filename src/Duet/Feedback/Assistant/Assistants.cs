using System.Security.Cryptography;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Assistant;

/// <summary>Keeps which language model may be asked; its key lies in the records protected by the keys of the data directory.</summary>
internal sealed class Assistants(IDbContextFactory<AppDb> records, IDataProtectionProvider protection, Audit audit)
{
    private readonly IDataProtector protector = protection.CreateProtector("Duet.Feedback.Assistant");

    /// <summary>Null where nobody has set one up.</summary>
    public async Task<AssistantRow?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<AssistantRow>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Null where it has none, or the keys were not restored with the records.</summary>
    public string? KeyOf(AssistantRow assistant)
    {
        try
        {
            return assistant.ProtectedKey is { } kept ? protector.Unprotect(kept) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <param name="key">Empty keeps the one there is, as long as the address stays the same.</param>
    /// <returns>What is wrong; null where it was saved.</returns>
    public async Task<string?> SaveAsync(AssistantSettings settings, string key, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        if (settings.Problem is { } problem)
            return problem;
        if (key.Any(letter => letter is < '!' or > '~'))
            return "key";
        var kept = await ReadAsync(cancellationToken);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<AssistantRow>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new AssistantRow
        {
            Endpoint = settings.Endpoint,
            Model = settings.Model,
            // A key is for whom it was made: another address does not get it.
            ProtectedKey = key.Length > 0 ? protector.Protect(key) : kept?.Endpoint == settings.Endpoint ? kept.ProtectedKey : null,
            Kinds = [.. settings.Kinds],
            IsOn = settings.IsOn,
        });
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "settings.change", "assistant", Before: Words(kept), After: $"{settings.Endpoint} {(settings.IsOn ? "on" : "off")}"), cancellationToken);
        return null;
    }

    public async Task RemoveAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<AssistantRow>().ExecuteDeleteAsync(cancellationToken) > 0)
            await audit.RecordAsync(new AuditEntry(caller.AuditName, "settings.change", "assistant", After: "none"), cancellationToken);
    }

    private static string Words(AssistantRow? kept) => kept is null ? "none" : $"{kept.Endpoint} {(kept.IsOn ? "on" : "off")}";
}
