using Duet.Engine.Facts;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Projection;

/// <summary>Which person stands behind an identity, and what kind of actor it is.</summary>
internal sealed class IdentityReader(IFactStore facts)
{
    private const string MailRealm = "mail";

    /// <summary>
    /// Links that people made, then those by the same mail address, and what the rules say of all identities that are known. Who is linked to a
    /// person is not made a program by a rule: a rule that fits one person would tell their numbers from everybody else's.
    /// </summary>
    public async Task<IReadOnlyList<ActorLink>> LinksAsync(AppDb db, CancellationToken cancellationToken)
    {
        var persons = new Dictionary<(string Realm, string Key), int>();
        foreach (var person in await db.Set<Person>().AsNoTracking().Where(person => person.Mail != null)
                     .Select(person => new { person.Id, person.Mail }).ToListAsync(cancellationToken))
            persons[(MailRealm, person.Mail!)] = PersonNumber.Of(person.Id);
        foreach (var link in await db.Set<IdentityLink>().AsNoTracking().ToListAsync(cancellationToken))
            persons[(link.Realm, link.Key)] = PersonNumber.Of(link.PersonId);
        var kinds = await KindsAsync(db, cancellationToken);
        return [.. persons.Keys.Union(kinds.Keys).Select(identity => new ActorLink(
            identity.Realm, identity.Key,
            persons.TryGetValue(identity, out var known) ? known : null,
            kinds.TryGetValue(identity, out var kind) && (kind == ActorKind.Human || !persons.ContainsKey(identity)) ? kind : null))];
    }

    private async Task<Dictionary<(string Realm, string Key), ActorKind>> KindsAsync(AppDb db, CancellationToken cancellationToken)
    {
        var rules = await db.Set<ActorRule>().AsNoTracking().Where(rule => rule.Enabled).OrderBy(rule => rule.Position).ToListAsync(cancellationToken);
        var kinds = new Dictionary<(string, string), ActorKind>();
        if (rules.Count == 0)
            return kinds;
        var judge = new RuleKinds(rules);
        foreach (var alias in await facts.AliasesAsync(cancellationToken))
            if (judge.KindOf(alias) is { } kind)
                kinds[(alias.Realm, alias.Key)] = kind;
        return kinds;
    }
}
