using Duet.Access;
using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>
/// Makes two people one. Who stays keeps what is theirs; the other's name goes, their identities, address, teams,
/// disciplines, site and start date come over where the one who stays has none at that time.
/// </summary>
internal static class PersonMerge
{
    public static async Task<IdentityAnswer> RunAsync(AppDb db, int stays, int goes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Set<Person>().FindAsync([stays], cancellationToken) is not { } keeper
            || await db.Set<Person>().FindAsync([goes], cancellationToken) is not { } other)
            return IdentityAnswer.Refuse("no-person");
        if (await AccountAsync(db, keeper, other, cancellationToken) is { } refused)
            return new IdentityAnswer(null, Refused: refused);
        await LinksAsync(db, keeper, other, time.GetUtcNow(), cancellationToken);
        await TeamsAsync(db, keeper, other, cancellationToken);
        await DisciplinesAsync(db, keeper, other, cancellationToken);
        await AttributesAsync(db, keeper, other, cancellationToken);
        keeper.LeftAt = keeper.LeftAt is { } one && other.LeftAt is { } two ? (one > two ? one : two) : null;
        var (mail, external) = (keeper.Mail ?? other.Mail, keeper.ExternalId ?? other.ExternalId);
        db.Remove(other);
        // The address is free for the one who stays only when its owner is gone.
        await db.SaveChangesAsync(cancellationToken);
        (keeper.Mail, keeper.ExternalId) = (mail, external);
        return new IdentityAnswer(keeper);
    }

    private static async Task<Refused?> AccountAsync(AppDb db, Person keeper, Person other, CancellationToken cancellationToken)
    {
        var accounts = await db.Set<Account>().Where(account => account.PersonId == keeper.Id || account.PersonId == other.Id).ToListAsync(cancellationToken);
        if (accounts.Count > 1)
            return new Refused("both-sign-in");
        foreach (var account in accounts)
            account.PersonId = keeper.Id;
        await db.Set<Invitation>().Where(invitation => invitation.PersonId == other.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(invitation => invitation.PersonId, keeper.Id), cancellationToken);
        return null;
    }

    private static async Task LinksAsync(AppDb db, Person keeper, Person other, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var link in await db.Set<IdentityLink>().Where(link => link.PersonId == other.Id).ToListAsync(cancellationToken))
            link.PersonId = keeper.Id;
        // The address that made an identity theirs without a link is nobody's any more.
        if (other.Mail is { } mail && keeper.Mail is not null && await db.Set<IdentityLink>().FindAsync([IdentityLinks.MailRealm, mail], cancellationToken) is null)
            db.Add(IdentityLinks.Link(new IdentityKey(IdentityLinks.MailRealm, mail), other.Name, keeper.Id, LinkMethod.Exact, 1, now));
    }

    private static async Task TeamsAsync(AppDb db, Person keeper, Person other, CancellationToken cancellationToken)
    {
        var rows = await db.Set<Membership>().Where(row => row.PersonId == keeper.Id || row.PersonId == other.Id).ToListAsync(cancellationToken);
        // Only one primary team at a time; as second team each of the teams once at a time.
        foreach (var same in rows.GroupBy(row => row.IsPrimary ? (int?)null : row.TeamId))
            Join(db, [.. same], keeper.Id, row => row.PersonId, row => (row.TeamId, row.IsLead), place => new Membership
            {
                PersonId = keeper.Id,
                TeamId = place.TeamId,
                IsLead = place.IsLead,
                IsPrimary = same.Key is null,
            }, (row, person) => row.PersonId = person);
    }

    private static async Task DisciplinesAsync(AppDb db, Person keeper, Person other, CancellationToken cancellationToken) =>
        Join(db, await db.Set<DisciplinePeriod>().Where(row => row.PersonId == keeper.Id || row.PersonId == other.Id).ToListAsync(cancellationToken),
            keeper.Id, row => row.PersonId, row => row.Discipline,
            discipline => new DisciplinePeriod { PersonId = keeper.Id, Discipline = discipline }, (row, person) => row.PersonId = person);

    private static async Task AttributesAsync(AppDb db, Person keeper, Person other, CancellationToken cancellationToken)
    {
        var rows = await db.Set<PersonAttribute>().AsNoTracking().Where(row => row.PersonId == keeper.Id || row.PersonId == other.Id).ToListAsync(cancellationToken);
        foreach (var row in rows.Where(row => row.PersonId == other.Id && !rows.Exists(own => own.PersonId == keeper.Id && own.Name == row.Name)))
            db.Add(new PersonAttribute { PersonId = keeper.Id, Name = row.Name, Value = row.Value });
    }

    private static void Join<TRow, TValue>(
        AppDb db, IReadOnlyList<TRow> rows, int keeper, Func<TRow, int> ownerOf, Func<TRow, TValue> valueOf, Func<TValue, TRow> create, Action<TRow, int> give)
        where TRow : class, IDated where TValue : notnull
    {
        var joined = rows.Where(row => ownerOf(row) != keeper).Timeline(valueOf);
        foreach (var spell in rows.Where(row => ownerOf(row) == keeper).Timeline(valueOf).Spells)
            joined = joined.With(spell.Value, spell.Span);
        foreach (var row in db.Store(rows, joined, valueOf, create))
            give(row, keeper);
    }
}
