using Duet.Access.SingleSignOn;
using Duet.Platform.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>What the holder of a link may do with it: make the account, or open it anew.</summary>
internal sealed class OpenInvitations(
    IDbContextFactory<AppDb> records, IPasswordHasher<Account> hasher, SignInThrottle throttle, Audit audit, TimeProvider time)
{
    /// <summary>The invitation behind a link's text; null where it is unknown, used, revoked, expired, or no longer backed by the one who made it.</summary>
    public async Task<Invitation?> FindAsync(string token, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, KeyText.Hash(token), cancellationToken);
    }

    /// <summary>Uses the link with a password; null where it is not, or no longer, good.</summary>
    public Task<Account?> AcceptAsync(string token, string name, string password, CancellationToken cancellationToken) =>
        AcceptAsync(
            token,
            name,
            account =>
            {
                if (NewAccount.IsName(name))
                    account.Name = name.Trim();
                account.PasswordHash = hasher.HashPassword(account, password);
            },
            cancellationToken);

    /// <summary>Uses the link with an identity of the provider; null where it is not good or the identity is another account's.</summary>
    public Task<Account?> AcceptAsync(string token, ProviderIdentity identity, CancellationToken cancellationToken) =>
        AcceptAsync(
            token, identity.Name ?? "", account => (account.Issuer, account.Subject) = (identity.Issuer, identity.Subject), cancellationToken);

    private async Task<Account?> AcceptAsync(string token, string name, Action<Account> open, CancellationToken cancellationToken)
    {
        var hash = KeyText.Hash(token);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(db, hash, cancellationToken) is not { } invitation
            // Deleting the link decides between two who come at once.
            || await db.Set<Invitation>().Where(known => known.Hash == hash).ExecuteDeleteAsync(cancellationToken) != 1)
            return null;
        var account = invitation.AccountId is { } id
            ? await db.Set<Account>().SingleAsync(known => known.Id == id, cancellationToken)
            : await AddAsync(db, invitation, name, cancellationToken);
        open(account);
        account.SecurityStamp = Account.NewStamp();
        account.LastSignInOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // The mail address or the identity became another account's in the meantime.
            return null;
        }
        await transaction.CommitAsync(cancellationToken);
        await throttle.ForgiveAsync(account.Mail, cancellationToken);
        await audit.RecordAsync(
            new AuditEntry($"account:{account.Id}", invitation.AccountId is null ? "account.join" : "account.open-anew", $"account:{account.Id}",
                After: account.Role.ToString()), cancellationToken);
        return account;
    }

    private async Task<Account> AddAsync(AppDb db, Invitation invitation, string name, CancellationToken cancellationToken)
    {
        var isTaken = invitation.PersonId is { } person && await db.Set<Account>().AnyAsync(known => known.PersonId == person, cancellationToken);
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Mail = invitation.Mail,
            Name = NewAccount.IsName(name) ? name.Trim() : invitation.Mail[..Math.Min(invitation.Mail.Length, Account.LongestName)],
            PasswordHash = null,
            Role = invitation.Role,
            SecurityStamp = Account.NewStamp(),
            CreatedAt = time.GetUtcNow(),
            PersonId = isTaken ? null : invitation.PersonId,
        };
        db.Add(account);
        return account;
    }

    private async Task<Invitation?> FindAsync(AppDb db, byte[] hash, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(known => known.Hash == hash && known.ExpiresAt > now, cancellationToken)
            is not { } invitation)
            return null;
        if (invitation.AccountId is not { } opened)
            return await IsBackedAsync(db, invitation, invitation.Role, cancellationToken)
                && !await db.Set<Account>().AnyAsync(account => account.Mail == invitation.Mail, cancellationToken)
                ? invitation : null;
        // A link is made for the role of then; what counts is the one of now.
        var existing = await db.Set<Account>().AsNoTracking()
            .SingleOrDefaultAsync(account => account.Id == opened && account.DisabledAt == null, cancellationToken);
        return existing is not null
            && (invitation.InvitedBy == opened || await IsBackedAsync(db, invitation, existing.Role, cancellationToken)) ? invitation : null;
    }

    // Whoever made the link must still be allowed to: a link outlives no right.
    private static async Task<bool> IsBackedAsync(AppDb db, Invitation invitation, Role role, CancellationToken cancellationToken) =>
        invitation.InvitedBy == Guid.Empty
        || (await db.GiverAsync(invitation.InvitedBy, cancellationToken) is { } giver && giver.MayGive(role));
}
