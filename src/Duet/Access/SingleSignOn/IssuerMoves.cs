using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access.SingleSignOn;

/// <summary>
/// Accounts that are connected with another issuer than the provider of now. They are not taken for the same people by themselves:
/// another issuer may give the same subjects to others. An owner who knows that only the address changed moves them.
/// </summary>
internal sealed class IssuerMoves(IDbContextFactory<AppDb> records, Audit audit)
{
    /// <summary>How many accounts are connected with each other issuer.</summary>
    public async Task<IReadOnlyList<IssuerCount>> OthersAsync(string authority, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var counts = await db.Set<Account>().Where(account => account.Issuer != null)
            .GroupBy(account => account.Issuer!).Select(group => new { Issuer = group.Key, Accounts = group.Count() }).ToListAsync(cancellationToken);
        return [.. counts.Where(count => count.Issuer.TrimEnd('/') != authority).OrderBy(count => count.Issuer, StringComparer.Ordinal)
            .Select(count => new IssuerCount(count.Issuer, count.Accounts))];
    }

    /// <summary>Connects the accounts of one issuer with another, subject by subject; null where the caller is no owner.</summary>
    public async Task<int?> MoveAsync(Caller caller, string from, string to, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.GiverAsync(caller, cancellationToken) is not Role.Owner)
            return null;
        // A subject that came in anew under the new issuer has an account already; that one stays.
        var here = db.Set<Account>().Where(account => account.Issuer == to).Select(account => account.Subject);
        var moved = await db.Set<Account>().Where(account => account.Issuer == from && !here.Contains(account.Subject))
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.Issuer, to), cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "provider.move", "provider", Before: from, After: to), cancellationToken);
        return moved;
    }
}

internal sealed record IssuerCount(string Issuer, int Accounts);
