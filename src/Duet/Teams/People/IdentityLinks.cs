using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>
/// Says which identities are whose: linked, unlinked, people merged, identities split off. Facts are never touched; numbers by
/// team follow, also of the past. An identity whose mail address is a person's own is theirs without a link.
/// </summary>
internal sealed class IdentityLinks(IdentityHistory history, TimeProvider time)
{
    public const string MailRealm = "mail";

    /// <summary>The identity is this person, whoever it was before.</summary>
    public Task<Outcome> LinkAsync(
        KnownIdentity identity, int person, LinkMethod method, double confidence, Author author, CancellationToken cancellationToken) =>
        history.ChangeAsync(IdentityChangeKind.Link, new ImageScope([person], [identity.Id]), author, async db =>
        {
            if (await db.Set<Person>().FindAsync([person], cancellationToken) is not { } known)
                return IdentityAnswer.Refuse("no-person");
            if (Bad(identity.Id) is { } bad)
                return new IdentityAnswer(null, Refused: bad);
            return await SetAsync(db, identity, person, method, confidence, cancellationToken)
                ? new IdentityAnswer(known)
                : IdentityAnswer.Refuse("linked-already", identity.Id.Key);
        }, cancellationToken);

    /// <summary>Two identities or more that no person is known for are somebody new.</summary>
    /// <param name="identities">The first that has a full name gives the person theirs.</param>
    public async Task<Outcome> LinkAsNewAsync(
        IReadOnlyList<KnownIdentity> identities, LinkMethod method, double confidence, Author author, CancellationToken cancellationToken) =>
        await history.ChangeAsync(IdentityChangeKind.Link, new ImageScope([], [.. identities.Select(identity => identity.Id)]), author, async db =>
        {
            foreach (var identity in identities)
                if (Bad(identity.Id) is { } bad)
                    return new IdentityAnswer(null, Refused: bad);
                else if (await OwnerAsync(db, identity.Id, cancellationToken) is not null)
                    return IdentityAnswer.Refuse("linked-already", identity.Id.Key);
            return new IdentityAnswer(await AddPersonAsync(db, identities, method, confidence, cancellationToken), IsNew: true);
        }, cancellationToken);

    /// <summary>The identity stands for itself again.</summary>
    public Task<Outcome> UnlinkAsync(IdentityKey identity, Author author, CancellationToken cancellationToken) =>
        history.ChangeAsync(IdentityChangeKind.Unlink, new ImageScope([], [identity]), author, async db =>
        {
            if (await OwnerAsync(db, identity, cancellationToken) is not { } owner)
                return IdentityAnswer.Refuse("not-linked", identity.Key);
            if (identity.Realm == MailRealm && owner.Mail == identity.Key)
                return IdentityAnswer.Refuse("own-address", identity.Key);
            db.Remove((await db.Set<IdentityLink>().FindAsync([identity.Realm, identity.Key], cancellationToken))!);
            return new IdentityAnswer(owner);
        }, cancellationToken);

    /// <summary>Two people are one; the first stays.</summary>
    public Task<Outcome> MergeAsync(int stays, int goes, Author author, CancellationToken cancellationToken) =>
        stays == goes
            ? Task.FromResult(Outcome.Refuse("same-person"))
            : history.ChangeAsync(IdentityChangeKind.Merge, new ImageScope([stays, goes], []), author,
                db => PersonMerge.RunAsync(db, stays, goes, time, cancellationToken), cancellationToken);

    /// <summary>
    /// Some identities of a person are somebody else, who is added for them. Teams, disciplines and the account stay with the person.
    /// </summary>
    public Task<Outcome> SplitAsync(int person, IReadOnlyList<KnownIdentity> identities, Author author, CancellationToken cancellationToken) =>
        identities.Count == 0
            ? Task.FromResult(Outcome.Refuse("no-identity"))
            : history.ChangeAsync(IdentityChangeKind.Split, new ImageScope([person], [.. identities.Select(identity => identity.Id)]), author, async db =>
            {
                if (await db.Set<Person>().FindAsync([person], cancellationToken) is not { } known)
                    return IdentityAnswer.Refuse("no-person");
                foreach (var identity in identities)
                    if ((await OwnerAsync(db, identity.Id, cancellationToken))?.Id != person)
                        return IdentityAnswer.Refuse("not-linked", identity.Id.Key);
                // The address goes with the identity: it would make it the person's again.
                if (identities.Any(identity => identity.Id == new IdentityKey(MailRealm, known.Mail ?? "")))
                {
                    known.Mail = null;
                    await db.SaveChangesAsync(cancellationToken);
                }
                return new IdentityAnswer(await AddPersonAsync(db, identities, LinkMethod.Manual, 1, cancellationToken), IsNew: true);
            }, cancellationToken);

    public static IdentityLink Link(IdentityKey identity, string name, int person, LinkMethod method, double confidence, DateTimeOffset at) => new()
    {
        Realm = identity.Realm,
        Key = identity.Key,
        Name = Cut(name),
        PersonId = person,
        Method = method,
        Confidence = confidence,
        LinkedAt = at,
    };

    private async Task<Person> AddPersonAsync(
        AppDb db, IReadOnlyList<KnownIdentity> identities, LinkMethod method, double confidence, CancellationToken cancellationToken)
    {
        var named = identities.FirstOrDefault(identity => PersonalName.Of(identity.Name).IsFull) ?? identities[0];
        var mails = identities.Where(identity => identity.Id.Realm == MailRealm && identity.Id.Key.Length <= Person.LongestMail).Select(identity => identity.Id.Key).ToList();
        var mail = mails.FirstOrDefault();
        if (await db.Set<Person>().AnyAsync(person => person.Mail == mail, cancellationToken))
            mail = null;
        var added = new Person { Name = Cut(named.Name.Length > 0 ? named.Name : named.Id.Key), Mail = mail, CreatedAt = time.GetUtcNow() };
        db.Add(added);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var identity in identities)
            await SetAsync(db, identity, added.Id, method, confidence, cancellationToken);
        return added;
    }

    /// <summary>False where the identity is linked to the person already.</summary>
    private async Task<bool> SetAsync(AppDb db, KnownIdentity identity, int person, LinkMethod method, double confidence, CancellationToken cancellationToken)
    {
        if (await db.Set<IdentityLink>().FindAsync([identity.Id.Realm, identity.Id.Key], cancellationToken) is not { } link)
        {
            db.Add(Link(identity.Id, identity.Name, person, method, confidence, time.GetUtcNow()));
            return true;
        }
        if (link.PersonId == person)
            return false;
        (link.PersonId, link.Name, link.Method, link.Confidence, link.LinkedAt) = (person, Cut(identity.Name), method, confidence, time.GetUtcNow());
        return true;
    }

    private static async Task<Person?> OwnerAsync(AppDb db, IdentityKey identity, CancellationToken cancellationToken) =>
        await db.Set<IdentityLink>().FindAsync([identity.Realm, identity.Key], cancellationToken) is { } link
            ? await db.Set<Person>().FindAsync([link.PersonId], cancellationToken)
            : identity.Realm == MailRealm ? await db.Set<Person>().SingleOrDefaultAsync(person => person.Mail == identity.Key, cancellationToken) : null;

    private static Refused? Bad(IdentityKey identity) =>
        identity is { Realm.Length: > 0 and <= IdentityLink.LongestRealm, Key.Length: > 0 and <= IdentityLink.LongestKey } ? null : new Refused("bad-identity");

    private static string Cut(string name) => name.Length <= Person.LongestName ? name : name[..Person.LongestName];
}
