using Duet.Engine.Facts;
using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>All people and all identities as they are now; read again when facts or the organisation changed.</summary>
internal sealed class IdentityBook : IDisposable
{
    // Another node may have changed the organisation without this one hearing of it.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly IFactStore facts;
    private readonly IDbContextFactory<AppDb> records;
    private readonly OrganisationLog log;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1);
    private long changes;
    private Kept? kept;

    public IdentityBook(IFactStore facts, IDbContextFactory<AppDb> records, OrganisationLog log, TimeProvider time)
    {
        (this.facts, this.records, this.log, this.time) = (facts, records, log, time);
        log.Changed += Changed;
    }

    public async Task<BookPage> ReadAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var (version, change, now) = (facts.Version, Interlocked.Read(ref changes), time.GetUtcNow());
            if (kept is { } last && last.Version == version && last.Change == change && now - last.At < Longest)
                return last.Page;
            kept = new Kept(version, change, now, await ReadAllAsync(cancellationToken));
            return kept.Page;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        log.Changed -= Changed;
        turn.Dispose();
    }

    private async Task<BookPage> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var people = await db.Set<Person>().AsNoTracking().OrderBy(person => person.Id)
            .Select(person => new KnownPerson(person.Id, person.Name, person.Mail)).ToListAsync(cancellationToken);
        var links = (await db.Set<IdentityLink>().AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(link => new IdentityKey(link.Realm, link.Key));
        var mails = people.Where(person => person.Mail is not null).ToDictionary(person => person.Mail!, person => person.Id);
        var dismissed = await db.Set<DismissedSuggestion>().AsNoTracking().Select(row => row.Pair).ToListAsync(cancellationToken);
        var aliases = await facts.AliasesAsync(cancellationToken);
        var seen = aliases.Select(alias => new BookIdentity(new IdentityKey(alias.Realm, alias.Key), alias.Name, alias.Kind, alias.SourceKind, alias.Id)).ToList();
        var known = seen.Select(identity => identity.Id).ToHashSet();
        seen.AddRange(links.Values.Select(link => new BookIdentity(new IdentityKey(link.Realm, link.Key), link.Name, ActorKind.Human, ActorKind.Human, null))
            .Where(identity => !known.Contains(identity.Id)));
        return new BookPage(people, [.. seen.Select(Linked)], dismissed);

        BookIdentity Linked(BookIdentity identity) =>
            links.TryGetValue(identity.Id, out var link)
                ? identity with { Person = link.PersonId, Method = link.Method, Confidence = link.Confidence, LinkedAt = link.LinkedAt }
            : identity.Id.Realm == IdentityLinks.MailRealm && mails.TryGetValue(identity.Id.Key, out var person)
                ? identity with { Person = person, Method = LinkMethod.Exact, Confidence = 1 }
            : identity;
    }

    private void Changed() => Interlocked.Increment(ref changes);

    private sealed record Kept(long Version, long Change, DateTimeOffset At, BookPage Page);
}

/// <summary>An identity and whose it is.</summary>
/// <param name="Kind">What it counts as, after rules.</param>
/// <param name="SourceKind">What its source says.</param>
/// <param name="Alias">Its number in the facts; null where no fact names it.</param>
internal sealed record BookIdentity(IdentityKey Id, string Name, ActorKind Kind, ActorKind SourceKind, int? Alias)
{
    public int? Person { get; init; }
    public LinkMethod? Method { get; init; }
    public double? Confidence { get; init; }

    /// <summary>Null where the address alone makes it theirs.</summary>
    public DateTimeOffset? LinkedAt { get; init; }

    public string Shown => Name.Length > 0 ? Name : Id.Key;
}
