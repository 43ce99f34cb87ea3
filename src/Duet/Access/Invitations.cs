using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>Links that make an account, or open an existing one anew: made, listed, revoked. Each works once.</summary>
internal sealed class Invitations(IDbContextFactory<AppDb> records, IPeopleDirectory people, Audit audit, TimeProvider time)
{
    public const string Path = "/invitation";

    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);
    public static TimeSpan LifetimeForExisting { get; } = TimeSpan.FromDays(1);

    /// <summary>Invites a mail address; an earlier invitation of it ends.</summary>
    /// <param name="caller">Who invites.</param>
    /// <param name="mail">Whom to invite; becomes the account's address.</param>
    /// <param name="role">Not above the role of the one who invites.</param>
    /// <param name="person">The person of the directory who will sign in with it; null where there is none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<InvitationAnswer> InviteAsync(Caller caller, string mail, Role role, int? person, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.AccountsManage);
        mail = Mails.Normal(mail);
        if (!Mails.IsPossible(mail))
            return new InvitationAnswer(InvitationRefusal.BadMail);
        if (person is { } id && await people.FindAsync(id, cancellationToken) is null)
            return new InvitationAnswer(InvitationRefusal.NoSuchPerson);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.GiverAsync(caller, cancellationToken) is not { } giver || !giver.MayGive(role)
            || (await EarlierAsync(db, mail, cancellationToken) is { } earlier && !giver.MayGive(earlier.Role)))
            return new InvitationAnswer(InvitationRefusal.NotAllowed);
        if (await db.Set<Account>().AnyAsync(account => account.Mail == mail, cancellationToken))
            return new InvitationAnswer(InvitationRefusal.AccountExists);
        if (person is not null && await db.Set<Account>().AnyAsync(account => account.PersonId == person, cancellationToken))
            return new InvitationAnswer(InvitationRefusal.PersonTaken);
        var (invitation, token) = Create(caller.AccountId, mail, role, Lifetime, person: person);
        await ReplaceAsync(db, invitation, cancellationToken);
        await audit.RecordAsync(
            new AuditEntry(caller.AuditName, "account.invite", $"invitation:{invitation.Id}", After: role.ToString()), cancellationToken);
        return new InvitationAnswer(invitation, token);
    }

    /// <summary>A link with which the person of an existing account sets a new password or comes in through the identity provider.</summary>
    /// <param name="caller">Who makes the link: one who could have made the account.</param>
    /// <param name="account">The account that the link opens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<InvitationAnswer> OpenAnewAsync(Caller caller, Guid account, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.AccountsManage);
        return OpenAnewAsync(caller, account, isOwn: false, cancellationToken);
    }

    /// <summary>As <see cref="OpenAnewAsync(Caller, Guid, CancellationToken)"/>, for the caller's own account.</summary>
    public Task<InvitationAnswer> OpenOwnAsync(Caller caller, CancellationToken cancellationToken) =>
        OpenAnewAsync(caller, caller.AccountId!.Value, isOwn: true, cancellationToken);

    /// <summary>Those that still can be used, the latest first.</summary>
    public async Task<IReadOnlyList<Invitation>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Invitation>().AsNoTracking().Where(known => known.ExpiresAt > now)
            .OrderByDescending(known => known.CreatedAt).ToListAsync(cancellationToken);
    }

    /// <summary>Ends a link that nobody has used.</summary>
    public async Task<InvitationRefusal?> RevokeAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.AccountsManage);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Invitation>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } invitation)
            return InvitationRefusal.NoSuchInvitation;
        if (await db.GiverAsync(caller, cancellationToken) is not { } giver || !giver.MayGive(invitation.Role))
            return InvitationRefusal.NotAllowed;
        await db.Set<Invitation>().Where(known => known.Id == id).ExecuteDeleteAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "account.revoke-invitation", $"invitation:{id}"), cancellationToken);
        return null;
    }

    private async Task<InvitationAnswer> OpenAnewAsync(Caller caller, Guid account, bool isOwn, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == account, cancellationToken) is not { } existing)
            return new InvitationAnswer(InvitationRefusal.NoSuchAccount);
        if (existing.DisabledAt is not null)
            return new InvitationAnswer(InvitationRefusal.AccountDisabled);
        if (!isOwn && (await db.GiverAsync(caller, cancellationToken) is not { } giver || !giver.MayGive(existing.Role)))
            return new InvitationAnswer(InvitationRefusal.NotAllowed);
        var (invitation, token) = Create(caller.AccountId, existing.Mail, existing.Role, LifetimeForExisting, account);
        await ReplaceAsync(db, invitation, cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "account.link", $"account:{account}"), cancellationToken);
        return new InvitationAnswer(invitation, token);
    }

    private (Invitation Invitation, string Token) Create(
        Guid? by, string mail, Role role, TimeSpan lifetime, Guid? account = null, int? person = null)
    {
        var now = time.GetUtcNow();
        var token = KeyText.Create()[KeyText.Start.Length..];
        return (new Invitation
        {
            Id = Guid.CreateVersion7(now),
            Hash = KeyText.Hash(token),
            Mail = mail,
            Role = role,
            PersonId = person,
            AccountId = account,
            InvitedBy = by ?? Guid.Empty,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        }, token);
    }

    private async Task<Invitation?> EarlierAsync(AppDb db, string mail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Set<Invitation>().AsNoTracking().SingleOrDefaultAsync(known => known.Mail == mail && known.ExpiresAt > now, cancellationToken);
    }

    private static async Task ReplaceAsync(AppDb db, Invitation invitation, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Set<Invitation>().Where(known => known.Mail == invitation.Mail).ExecuteDeleteAsync(cancellationToken);
        db.Add(invitation);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}

/// <summary>A new link's text, shown once, or why there is none.</summary>
internal sealed record InvitationAnswer(Invitation? Invitation, string? Token, InvitationRefusal? Refusal)
{
    public InvitationAnswer(Invitation invitation, string token)
        : this(invitation, token, null)
    {
    }

    public InvitationAnswer(InvitationRefusal refusal)
        : this(null, null, refusal)
    {
    }
}

internal enum InvitationRefusal
{
    BadMail,

    /// <summary>The role is above the own one, or the one who invites may not invite any more.</summary>
    NotAllowed,
    AccountExists,
    AccountDisabled,
    NoSuchAccount,
    NoSuchInvitation,
    NoSuchPerson,

    /// <summary>Another account belongs to the person.</summary>
    PersonTaken,
}
