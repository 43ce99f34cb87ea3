using Duet.Platform.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>People who sign in: the first one, and those there are.</summary>
internal sealed class Accounts(IDbContextFactory<AppDb> records, IPasswordHasher<Account> hasher, Audit audit, TimeProvider time)
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 200;

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AnyAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AsNoTracking().OrderBy(account => account.Name).ThenBy(account => account.Mail).ToListAsync(cancellationToken);
    }

    public async Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancellationToken);
    }

    public async Task<Account?> FindAsync(string mail, CancellationToken cancellationToken)
    {
        mail = Mails.Normal(mail);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Mail == mail, cancellationToken);
    }

    /// <summary>Makes the first account and uses up the link; null where the link is not, or no longer, good.</summary>
    public async Task<Account?> CreateOwnerAsync(string token, NewAccount input, CancellationToken cancellationToken)
    {
        var hash = KeyText.Hash(token);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Deleting the token decides between two who come at once.
        if (await db.Set<SetupToken>().Where(known => known.Hash == hash).ExecuteDeleteAsync(cancellationToken) != 1
            || await db.Set<Account>().AnyAsync(cancellationToken))
            return null;
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Mail = Mails.Normal(input.Mail),
            Name = input.Name.Trim(),
            PasswordHash = hasher.HashPassword(null!, input.Password),
            Role = Role.Owner,
            SecurityStamp = Account.NewStamp(),
            CreatedAt = time.GetUtcNow(),
            LastSignInOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
        };
        db.Add(account);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry("nobody", "account.setup", $"account:{account.Id}", After: account.Role.ToString()), CancellationToken.None);
        return account;
    }
}
