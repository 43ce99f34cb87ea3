using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access.SingleSignOn;

/// <summary>
/// Whether somebody whom the identity provider names comes in, and as which account. Issuer and subject decide; a mail address
/// never does, however well it is verified: whoever wants to connect an account holds a link of it.
/// </summary>
internal sealed class Admission(
    IDbContextFactory<AppDb> records, IdentityProvider provider, OpenInvitations invitations, Audit audit, TimeProvider time)
{
    /// <param name="identity">From a token that has been checked.</param>
    /// <param name="token">The text of a link that the person opened before; null without one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<AdmissionAnswer> EnterAsync(ProviderIdentity identity, string? token, CancellationToken cancellationToken)
    {
        var known = await FindAsync(identity, cancellationToken);
        if (token is not null)
        {
            if (await invitations.FindAsync(token, cancellationToken) is not { } invitation)
                return new AdmissionAnswer(ProviderProblem.LinkUsed);
            if (known is not null && known.Id != invitation.AccountId)
                return new AdmissionAnswer(ProviderProblem.IdentityTaken);
            known = await invitations.AcceptAsync(token, identity, cancellationToken);
            if (known is null)
                return new AdmissionAnswer(ProviderProblem.LinkUsed);
        }
        if (known is null)
            return await WelcomeAsync(identity, cancellationToken);
        if (known.DisabledAt is not null)
            return new AdmissionAnswer(ProviderProblem.Disabled);
        return new AdmissionAnswer(await ComeInAsync(known.Id, identity, cancellationToken));
    }

    private async Task<AdmissionAnswer> WelcomeAsync(ProviderIdentity identity, CancellationToken cancellationToken)
    {
        if (provider.Current is not { FirstRole: { } first } settings)
            return new AdmissionAnswer(ProviderProblem.NotInvited);
        if (identity.Mail is not { } told || !Mails.IsPossible(told))
            return new AdmissionAnswer(ProviderProblem.NoMail);
        if (identity.MailVerified == false)
            return new AdmissionAnswer(ProviderProblem.Unverified);
        var mail = Mails.Normal(told);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Account>().AnyAsync(account => account.Mail == mail, cancellationToken))
            return new AdmissionAnswer(ProviderProblem.MailTaken);
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Mail = mail,
            Name = identity.Name is { } name && NewAccount.IsName(name) ? name.Trim() : mail[..Math.Min(mail.Length, Account.LongestName)],
            PasswordHash = null,
            Role = settings.RoleOf(identity.Groups) ?? first,
            SecurityStamp = Account.NewStamp(),
            CreatedAt = time.GetUtcNow(),
            Issuer = identity.Issuer,
            Subject = identity.Subject,
            LastSignInOn = Today,
        };
        db.Add(account);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Two windows of one newcomer, or somebody else took the address: what is there now decides.
            return await FindAsync(identity, cancellationToken) is { } made
                ? new AdmissionAnswer(made) : new AdmissionAnswer(ProviderProblem.MailTaken);
        }
        await audit.RecordAsync(new AuditEntry("provider", "account.join", $"account:{account.Id}", After: account.Role.ToString()), cancellationToken);
        return new AdmissionAnswer(account);
    }

    // Groups are read anew at each sign-in: what the provider took away is taken away here.
    private async Task<Account> ComeInAsync(Guid id, ProviderIdentity identity, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldOwnersAsync(cancellationToken);
        var account = await db.Set<Account>().SingleAsync(known => known.Id == id, cancellationToken);
        var before = account.Role;
        account.LastSignInOn = Today;
        if (provider.Current?.RoleOf(identity.Groups) is { } role && role != before
            && (!account.IsActiveOwner || await db.HasOwnerBesideAsync(id, cancellationToken)))
            (account.Role, account.SecurityStamp) = (role, Account.NewStamp());
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (account.Role != before)
            await audit.RecordAsync(
                new AuditEntry("provider", "role.grant", $"account:{id}", identity.Groups is null ? "groups-missing" : null, before.ToString(), account.Role.ToString()),
                cancellationToken);
        return account;
    }

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private async Task<Account?> FindAsync(ProviderIdentity identity, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(
            account => account.Issuer == identity.Issuer && account.Subject == identity.Subject, cancellationToken);
    }
}

/// <summary>Who comes in, or why nobody does.</summary>
internal sealed record AdmissionAnswer(Account? Account, ProviderProblem? Problem)
{
    public AdmissionAnswer(Account account)
        : this(account, null)
    {
    }

    public AdmissionAnswer(ProviderProblem problem)
        : this(null, problem)
    {
    }
}
