using System.Security.Cryptography;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Scim;

/// <summary>
/// The doors that close when somebody leaves: the account that belongs to the person, and one that came in through the
/// identity provider with their address. None is made here, and none is opened again: that is for people to decide.
/// </summary>
internal sealed class ScimAccounts(Audit audit, TimeProvider time)
{
    /// <summary>Disables and ends the sessions; an installation keeps its last owner.</summary>
    public async Task<IReadOnlyList<AccountEnd>> EndAsync(AppDb db, Person person, CancellationToken cancellationToken)
    {
        var (id, mail) = (person.Id, person.Mail);
        var accounts = await db.Set<Account>()
            .Where(account => account.DisabledAt == null && (account.PersonId == id || (account.Issuer != null && account.Mail == mail))).ToListAsync(cancellationToken);
        List<AccountEnd> ended = [];
        foreach (var account in accounts)
        {
            var isLast = account.Role == Role.Owner && !await db.Set<Account>()
                .AnyAsync(other => other.Id != account.Id && other.Role == Role.Owner && other.DisabledAt == null, cancellationToken);
            if (!isLast)
                (account.DisabledAt, account.SecurityStamp) = (time.GetUtcNow(), RandomNumberGenerator.GetHexString(32));
            ended.Add(new AccountEnd(account.Id, !isLast));
        }
        return ended;
    }

    public async Task NoteAsync(Author author, IReadOnlyList<AccountEnd> ended)
    {
        foreach (var account in ended)
            await audit.RecordAsync(
                new AuditEntry(author.Name, "account.disable", $"account:{account.Id}", account.Done ? "scim" : "last owner kept", "active", account.Done ? "disabled" : "active"),
                CancellationToken.None);
    }
}

/// <param name="Done">False for the last owner, who stays.</param>
internal sealed record AccountEnd(Guid Id, bool Done);
