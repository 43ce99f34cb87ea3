using Duet.Platform.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>What people change about their own account.</summary>
internal sealed class OwnAccount(
    IDbContextFactory<AppDb> records, IPasswordHasher<Account> hasher, SignInThrottle throttle, Invitations invitations, Audit audit)
{
    /// <summary>The account under its new name; null where the name is none.</summary>
    public async Task<Account?> RenameAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        if (!NewAccount.IsName(name))
            return null;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = await db.Set<Account>().SingleAsync(known => known.Id == caller.AccountId, cancellationToken);
        account.Name = name.Trim();
        await db.SaveChangesAsync(cancellationToken);
        return account;
    }

    /// <summary>Sets another password and ends all sessions; the asking one goes on with the account that is answered.</summary>
    public async Task<OwnAnswer> ChangePasswordAsync(Caller caller, string old, string password, CancellationToken cancellationToken)
    {
        if (!NewAccount.IsPassword(password))
            return new OwnAnswer(null, OwnRefusal.BadPassword);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = await db.Set<Account>().SingleAsync(known => known.Id == caller.AccountId, cancellationToken);
        if (await CheckAsync(account, old, cancellationToken) is { } refusal)
            return new OwnAnswer(null, refusal);
        account.PasswordHash = hasher.HashPassword(account, password);
        account.SecurityStamp = Account.NewStamp();
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "account.password", $"account:{account.Id}"), cancellationToken);
        return new OwnAnswer(account, null);
    }

    /// <summary>A link with which the account can be connected with an identity; needs the password, as a session may be somebody else's.</summary>
    public async Task<(string? Token, OwnRefusal? Refusal)> ConnectAsync(Caller caller, string password, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(known => known.Id == caller.AccountId, cancellationToken);
        if (await CheckAsync(account, password, cancellationToken) is { } refusal)
            return (null, refusal);
        return ((await invitations.OpenOwnAsync(caller, cancellationToken)).Token, null);
    }

    /// <summary>Forgets who the account is at the identity provider; refused where it has no password to come in with.</summary>
    public async Task<OwnAnswer> DisconnectAsync(Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var account = await db.Set<Account>().SingleAsync(known => known.Id == caller.AccountId, cancellationToken);
        if (account.PasswordHash is null)
            return new OwnAnswer(null, OwnRefusal.NoPassword);
        (account.Issuer, account.Subject) = (null, null);
        account.SecurityStamp = Account.NewStamp();
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "account.disconnect", $"account:{account.Id}"), cancellationToken);
        return new OwnAnswer(account, null);
    }

    // A session that somebody left open must not be a place to try passwords at.
    private async Task<OwnRefusal?> CheckAsync(Account account, string password, CancellationToken cancellationToken)
    {
        if (account.PasswordHash is not { } hash)
            return OwnRefusal.NoPassword;
        if (password.Length > Accounts.LongestPassword)
            return OwnRefusal.WrongPassword;
        if (await throttle.BeginAsync(account.Mail, cancellationToken) is null)
            return OwnRefusal.Locked;
        if (hasher.VerifyHashedPassword(account, hash, password) == PasswordVerificationResult.Failed)
            return OwnRefusal.WrongPassword;
        await throttle.ForgiveAsync(account.Mail, cancellationToken);
        return null;
    }
}

/// <summary>The account as it is now, or why it stayed as it was.</summary>
internal sealed record OwnAnswer(Account? Account, OwnRefusal? Refusal);

internal enum OwnRefusal
{
    BadPassword,
    WrongPassword,
    Locked,

    /// <summary>The account comes in through the identity provider only.</summary>
    NoPassword,
}
