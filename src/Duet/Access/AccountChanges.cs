using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>What owners, admins and the host change about accounts.</summary>
internal sealed class AccountChanges(IDbContextFactory<AppDb> records, IPeopleDirectory people, Audit audit, TimeProvider time)
{
    /// <summary>Gives another role and ends the account's sessions.</summary>
    /// <param name="caller">Who changes it.</param>
    /// <param name="id">The account that is changed.</param>
    /// <param name="role">Neither this nor the role of before may be above that of the one who changes it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<AccountRefusal?> SetRoleAsync(Caller caller, Guid id, Role role, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, "role.grant", account => account.Role.ToString(), (giver, account) =>
        {
            if (!giver.MayGive(role))
                return AccountRefusal.NotAllowed;
            account.Role = role;
            account.SecurityStamp = Account.NewStamp();
            return null;
        }, cancellationToken);

    /// <summary>Ends sessions and keys of the account at once and lets nobody in with it until it is enabled again.</summary>
    public Task<AccountRefusal?> DisableAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, "account.disable", State, (_, account) =>
        {
            account.DisabledAt ??= time.GetUtcNow();
            account.SecurityStamp = Account.NewStamp();
            return null;
        }, cancellationToken);

    public Task<AccountRefusal?> EnableAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, "account.enable", State, (_, account) =>
        {
            account.DisabledAt = null;
            return null;
        }, cancellationToken);

    /// <summary>Says which person of the directory the account is; null for none.</summary>
    public async Task<AccountRefusal?> LinkAsync(Caller caller, Guid id, int? person, CancellationToken cancellationToken)
    {
        if (person is { } number && await people.FindAsync(number, cancellationToken) is null)
            return AccountRefusal.NoSuchPerson;
        try
        {
            return await ChangeAsync(caller, id, "account.link-person", account => account.PersonId is { } known ? $"person:{known}" : "none", (_, account) =>
            {
                account.PersonId = person;
                return null;
            }, cancellationToken);
        }
        catch (DbUpdateException)
        {
            return AccountRefusal.PersonTaken;
        }
    }

    private async Task<AccountRefusal?> ChangeAsync(
        Caller caller, Guid id, string action, Func<Account, string> word, Func<Role, Account, AccountRefusal?> change,
        CancellationToken cancellationToken)
    {
        caller.Demand(Permission.AccountsManage);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldOwnersAsync(cancellationToken);
        if (await db.GiverAsync(caller, cancellationToken) is not { } giver)
            return AccountRefusal.NotAllowed;
        if (await db.Set<Account>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } account)
            return AccountRefusal.NoSuchAccount;
        if (!giver.MayGive(account.Role))
            return AccountRefusal.NotAllowed;
        var (before, wasOwner) = (word(account), account.IsActiveOwner);
        if (change(giver, account) is { } refusal)
            return refusal;
        if (wasOwner && !account.IsActiveOwner && !await db.HasOwnerBesideAsync(id, cancellationToken))
            return AccountRefusal.LastOwner;
        if (word(account) == before)
            return null;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, action, $"account:{id}", Before: before, After: word(account)), cancellationToken);
        return null;
    }

    private static string State(Account account) => account.DisabledAt is null ? "active" : "disabled";
}

internal enum AccountRefusal
{
    NoSuchAccount,

    /// <summary>The account's role, or the new one, is above the role of the one who asks.</summary>
    NotAllowed,

    /// <summary>Somebody has to own the installation.</summary>
    LastOwner,
    NoSuchPerson,

    /// <summary>Another account belongs to the person.</summary>
    PersonTaken,
}
