using Duet.Platform.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>Signing in by mail address and password.</summary>
internal sealed class SignIns(
    IDbContextFactory<AppDb> records, IPasswordHasher<Account> hasher, SignInThrottle throttle, SignInAudit audit, TimeProvider time)
{
    // An unknown mail takes as long as a known one.
    private readonly Lazy<string> nobody = new(() => hasher.HashPassword(null!, KeyText.Create()));

    /// <summary>The account, where mail and password belong together, the mail is not locked and the account may come in.</summary>
    public async Task<SignInAnswer> SignInAsync(string mail, string password, CancellationToken cancellationToken)
    {
        mail = Mails.Normal(mail);
        if (mail.Length > Account.LongestMail || password.Length > Accounts.LongestPassword)
            return new SignInAnswer(SignInRefusal.Wrong);
        if (await throttle.BeginAsync(mail, cancellationToken) is not { } attempts)
            return new SignInAnswer(SignInRefusal.Locked);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = await db.Set<Account>().SingleOrDefaultAsync(account => account.Mail == mail, cancellationToken);
        var verdict = hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? nobody.Value, password);
        if (account?.PasswordHash is null || verdict == PasswordVerificationResult.Failed)
        {
            if (attempts < SignInThrottle.Attempts)
                return new SignInAnswer(SignInRefusal.Wrong);
            await audit.LockedAsync(account?.Id, cancellationToken);
            return new SignInAnswer(SignInRefusal.Locked);
        }
        await throttle.ForgiveAsync(mail, cancellationToken);
        // Said only to whoever knows the password.
        if (account.DisabledAt is not null)
            return new SignInAnswer(SignInRefusal.Disabled);
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
            account.PasswordHash = hasher.HashPassword(account, password);
        account.LastSignInOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellationToken);
        return new SignInAnswer(account);
    }
}

/// <summary>Who came in, or why nobody did.</summary>
internal sealed record SignInAnswer(Account? Account, SignInRefusal? Refusal)
{
    public SignInAnswer(Account account)
        : this(account, null)
    {
    }

    public SignInAnswer(SignInRefusal refusal)
        : this(null, refusal)
    {
    }
}

internal enum SignInRefusal
{
    Wrong,

    /// <summary>Too many wrong passwords for this address, known or not.</summary>
    Locked,
    Disabled,
}
