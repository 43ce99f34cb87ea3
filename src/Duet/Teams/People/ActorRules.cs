using Duet.Engine.Facts;
using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>The rules that tell bots and agents from people. Where no rule fits, the source's word holds.</summary>
internal sealed class ActorRules(IDbContextFactory<AppDb> records, IFactStore facts, OrganisationLog log)
{
    /// <summary>In their order: the first that fits decides.</summary>
    public async Task<IReadOnlyList<ActorRule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<ActorRule>().AsNoTracking().OrderBy(rule => rule.Position).ThenBy(rule => rule.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Adds a rule behind the others.</summary>
    public Task<Outcome> AddAsync(ActorRuleInput input, Author author, CancellationToken cancellationToken) =>
        AddAsync(input, first: false, author, cancellationToken);

    /// <summary>
    /// One identity is this, whatever rules and its source say: a rule for it alone, before all others. Refused where it would make a program
    /// of who is linked to a person: no rule does.
    /// </summary>
    public async Task<Outcome> OverrideAsync(IdentityKey identity, ActorKind kind, Author author, CancellationToken cancellationToken) =>
        kind != ActorKind.Human && await IsPersonAsync(identity, cancellationToken)
            ? Outcome.Refuse("linked-person", identity.Key)
            : await AddAsync(new ActorRuleInput(ActorRuleField.Any, identity.ToString(), kind), first: true, author, cancellationToken);

    public Task<Outcome> EditAsync(int id, ActorRuleInput input, Author author, CancellationToken cancellationToken)
    {
        input = input.Clean();
        return input.Check() is { } bad
            ? Task.FromResult(new Outcome(OutcomeKind.Refused, 0, bad))
            : ChangeAsync(id, "rule.edit", author, (_, rule) => (rule.Field, rule.Pattern, rule.Kind) = (input.Field, input.Pattern!, input.Kind), cancellationToken);
    }

    public Task<Outcome> EnableAsync(int id, bool enabled, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, enabled ? "rule.on" : "rule.off", author, (_, rule) => rule.Enabled = enabled, cancellationToken);

    /// <summary>Moves a rule before or behind its neighbour.</summary>
    public Task<Outcome> MoveAsync(int id, bool up, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, "rule.move", author, (rules, rule) =>
        {
            var at = rules.IndexOf(rule);
            var to = Math.Clamp(up ? at - 1 : at + 1, 0, rules.Count - 1);
            rules.RemoveAt(at);
            rules.Insert(to, rule);
            for (var position = 0; position < rules.Count; position++)
                rules[position].Position = position;
        }, cancellationToken);

    public Task<Outcome> RemoveAsync(int id, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, "rule.remove", author, (rules, rule) => rules.Remove(rule), cancellationToken);

    /// <summary>What a rule would catch, and what of that would become something else than it is now.</summary>
    public async Task<RulePreview> PreviewAsync(ActorRuleInput input, CancellationToken cancellationToken)
    {
        input = input.Clean();
        if (input.Check() is not null)
            return new RulePreview([]);
        var judge = new RuleKinds([new ActorRule { Position = 0, Field = input.Field, Pattern = input.Pattern!, Kind = input.Kind }]);
        // As the projection does: no rule makes a program of who is linked to a person.
        var caught = (await facts.AliasesAsync(cancellationToken))
            .Where(alias => judge.KindOf(alias) is { } kind && (kind == ActorKind.Human || alias.Person < PersonNumber.First));
        return new RulePreview([.. caught.OrderBy(alias => alias.Name, StringComparer.OrdinalIgnoreCase).ThenBy(alias => alias.Id)]);
    }

    private async Task<bool> IsPersonAsync(IdentityKey identity, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<IdentityLink>().AnyAsync(link => link.Realm == identity.Realm && link.Key == identity.Key, cancellationToken)
            || (identity.Realm == IdentityLinks.MailRealm && await db.Set<Person>().AnyAsync(person => person.Mail == identity.Key, cancellationToken));
    }

    private async Task<Outcome> AddAsync(ActorRuleInput input, bool first, Author author, CancellationToken cancellationToken)
    {
        input = input.Clean();
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        if (input.Check() is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var rules = await db.Set<ActorRule>().OrderBy(rule => rule.Position).ToListAsync(cancellationToken);
        // The same rule twice is one; as an override it counts again, at the front and with the new kind.
        var rule = rules.Find(known => known.Field == input.Field && string.Equals(known.Pattern, input.Pattern, StringComparison.OrdinalIgnoreCase));
        if (rule is not null && !first)
            return Outcome.Refuse("rule-known");
        var position = first ? rules.FirstOrDefault()?.Position - 1 ?? 0 : rules.LastOrDefault()?.Position + 1 ?? 0;
        if (rule is null)
            db.Add(rule = new ActorRule { Position = position, Field = input.Field, Pattern = input.Pattern!, Kind = input.Kind });
        (rule.Position, rule.Kind, rule.Enabled) = (position, input.Kind, true);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("rule.add", $"rule:{rule.Id}", After: rule.Kind.ToString()));
        return Outcome.Added(rule.Id);
    }

    private async Task<Outcome> ChangeAsync(
        int id, string action, Author author, Action<List<ActorRule>, ActorRule> change, CancellationToken cancellationToken)
    {
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var rules = await db.Set<ActorRule>().OrderBy(rule => rule.Position).ThenBy(rule => rule.Id).ToListAsync(cancellationToken);
        if (rules.Find(rule => rule.Id == id) is not { } found)
            return Outcome.Refuse("no-rule");
        change(rules, found);
        if (!rules.Contains(found))
            db.Remove(found);
        if (await db.SaveChangesAsync(cancellationToken) == 0)
            return Outcome.Unchanged(id);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange(action, $"rule:{id}"));
        return Outcome.Changed(id);
    }
}

/// <summary>The identities a rule fits, by name.</summary>
internal sealed record RulePreview(IReadOnlyList<KnownAlias> Caught)
{
    public IEnumerable<KnownAlias> Changed(ActorKind kind) => Caught.Where(alias => alias.Kind != kind);
}
