using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>The link of the first start, without which nobody can claim the installation.</summary>
internal sealed class SetupLinks(IDbContextFactory<AppDb> records, Accounts accounts, TimeProvider time)
{
    public const string Path = "/setup";

    /// <summary>Makes a new token and forgets earlier ones; null where an account exists.</summary>
    public async Task<string?> IssueAsync(CancellationToken cancellationToken)
    {
        if (await accounts.AnyAsync(cancellationToken))
            return null;
        var token = KeyText.Create()[KeyText.Start.Length..];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<SetupToken>().ExecuteDeleteAsync(cancellationToken);
        db.Add(new SetupToken { Hash = KeyText.Hash(token), CreatedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancellationToken);
        return token;
    }

    public async Task<bool> IsGoodAsync(string token, CancellationToken cancellationToken)
    {
        var hash = KeyText.Hash(token);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<SetupToken>().AnyAsync(known => known.Hash == hash, cancellationToken);
    }
}
