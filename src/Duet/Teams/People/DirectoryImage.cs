using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>The rows about some people and identities, as they are at one moment.</summary>
internal sealed record DirectoryImage
{
    public IReadOnlyList<Person> People { get; init; } = [];
    public IReadOnlyList<IdentityLink> Links { get; init; } = [];
    public IReadOnlyList<Membership> Memberships { get; init; } = [];
    public IReadOnlyList<DisciplinePeriod> Disciplines { get; init; } = [];
    public IReadOnlyList<PersonAttribute> Attributes { get; init; } = [];
    public IReadOnlyList<AccountPerson> Accounts { get; init; } = [];

    public static async Task<DirectoryImage> ReadAsync(AppDb db, ImageScope scope, CancellationToken cancellationToken)
    {
        var (people, keys) = (scope.People, scope.Identities.Select(identity => identity.Key).ToList());
        var links = await db.Set<IdentityLink>().AsNoTracking()
            .Where(link => people.Contains(link.PersonId) || keys.Contains(link.Key)).ToListAsync(cancellationToken);
        return new DirectoryImage
        {
            People = await db.Set<Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToListAsync(cancellationToken),
            Links = [.. links.Where(link => people.Contains(link.PersonId) || scope.Identities.Contains(new(link.Realm, link.Key)))],
            Memberships = await db.Set<Membership>().AsNoTracking().Where(row => people.Contains(row.PersonId)).ToListAsync(cancellationToken),
            Disciplines = await db.Set<DisciplinePeriod>().AsNoTracking().Where(row => people.Contains(row.PersonId)).ToListAsync(cancellationToken),
            Attributes = await db.Set<PersonAttribute>().AsNoTracking().Where(row => people.Contains(row.PersonId)).ToListAsync(cancellationToken),
            Accounts = await db.Set<Account>().AsNoTracking().Where(account => account.PersonId != null && people.Contains(account.PersonId.Value))
                .Select(account => new AccountPerson(account.Id, account.PersonId)).ToListAsync(cancellationToken),
        };
    }
}

/// <summary>Which rows an image holds: all of these people, and the links of these identities.</summary>
internal sealed record ImageScope(IReadOnlyCollection<int> People, IReadOnlyCollection<Engine.Identity.IdentityKey> Identities);

/// <summary>Who an account is in the directory.</summary>
internal sealed record AccountPerson(Guid Id, int? PersonId);
