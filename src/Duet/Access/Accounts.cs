using System.Security.Cryptography;
using Duet.Platform.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>People who sign in.</summary>
internal sealed class Accounts(
    IDbContextFactory<AppDb> records, IPasswordHasher<Account> hasher, SignInThrottle throttle, TimeProvider time)
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 200;

    // An unknown mail takes as long as a known one.
    private readonly Lazy<string> nobody = new(() => hasher.HashPassword(null!, KeyText.Create()));

    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AnyAsync(cancellationToken);
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
            Mail = Normal(input.Mail),
            Name = input.Name.Trim(),
            PasswordHash = hasher.HashPassword(null!, input.Password),
            Role = Role.Owner,
            SecurityStamp = RandomNumberGenerator.GetHexString(32),
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(account);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return account;
    }

    /// <summary>The account, where mail and password belong together and the mail is not locked.</summary>
    public async Task<SignInAnswer> SignInAsync(string mail, string password, CancellationToken cancellationToken)
    {
        mail = Normal(mail);
        if (mail.Length > Account.LongestMail || password.Length > LongestPassword)
            return new SignInAnswer(null);
        if (throttle.IsLocked(mail))
            return new SignInAnswer(null, Locked: true);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = await db.Set<Account>().SingleOrDefaultAsync(account => account.Mail == mail, cancellationToken);
        var verdict = hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? nobody.Value, password);
        if (account is null || verdict == PasswordVerificationResult.Failed)
        {
            throttle.Failed(mail);
            return new SignInAnswer(null, throttle.IsLocked(mail));
        }
        throttle.Succeeded(mail);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            account.PasswordHash = hasher.HashPassword(account, password);
            await db.SaveChangesAsync(cancellationToken);
        }
        return new SignInAnswer(account);
    }

    /// <summary>True where the account exists and its stamp is the one a cookie carries.</summary>
    public async Task<bool> StillHoldsAsync(Guid id, string stamp, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AnyAsync(account => account.Id == id && account.SecurityStamp == stamp, cancellationToken);
    }

    private static string Normal(string mail) => mail.Trim().ToLowerInvariant();
}

internal sealed record SignInAnswer(Account? Account, bool Locked = false);
