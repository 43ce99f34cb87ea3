using Duet.Engine.Facts;
using Duet.Engine.Identity;

namespace Duet.Teams.People;

/// <summary>People and identities at one moment.</summary>
internal sealed class BookPage
{
    private readonly Lazy<IReadOnlyList<Suggestion>> suggestions;
    private readonly Lazy<Dictionary<IdentityKey, BookIdentity>> byId;
    private readonly Lazy<ILookup<int, BookIdentity>> byPerson;

    public BookPage(IReadOnlyList<KnownPerson> people, IReadOnlyList<BookIdentity> identities, IReadOnlyCollection<string> dismissed)
    {
        (People, Identities, Dismissed) = (people, identities, dismissed.Count);
        byId = new(() => identities.ToDictionary(identity => identity.Id));
        byPerson = new(() => identities.Where(identity => identity.Person is not null).ToLookup(identity => identity.Person!.Value));
        suggestions = new(() => Engine.Identity.Suggestions.Find(
            people,
            [.. identities.Where(identity => identity.Kind == ActorKind.Human).Select(identity => new KnownIdentity(identity.Id, identity.Name, identity.Person))],
            dismissed));
    }

    public IReadOnlyList<KnownPerson> People { get; }
    public IReadOnlyList<BookIdentity> Identities { get; }

    /// <summary>Pairs that somebody said are different.</summary>
    public int Dismissed { get; }

    /// <summary>Who may be the same, surest first.</summary>
    public IReadOnlyList<Suggestion> Suggestions => suggestions.Value;

    public BookIdentity? Find(IdentityKey identity) => byId.Value.GetValueOrDefault(identity);

    /// <summary>In order of realm and key.</summary>
    public IReadOnlyList<BookIdentity> Of(int person) =>
        [.. byPerson.Value[person].OrderBy(identity => identity.Id.Realm, StringComparer.Ordinal).ThenBy(identity => identity.Id.Key, StringComparer.Ordinal)];

    /// <summary>Those that stand for themselves, by name.</summary>
    public IEnumerable<BookIdentity> Unlinked => Identities.Where(identity => identity.Person is null)
        .OrderBy(identity => identity.Shown, StringComparer.OrdinalIgnoreCase).ThenBy(identity => identity.Id.ToString(), StringComparer.Ordinal);

    /// <summary>The unlinked ones in whose name or key all words are; all of them without words.</summary>
    public IEnumerable<BookIdentity> Search(string words)
    {
        var wanted = words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Unlinked.Where(identity => wanted.Length == 0 || wanted.All(word =>
            identity.Name.Contains(word, StringComparison.OrdinalIgnoreCase) || identity.Id.Key.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    public string NameOf(Party party) => party.Person is { } person
        ? People.FirstOrDefault(known => known.Id == person)?.Name ?? ""
        : Find(party.Identity)?.Shown ?? party.Identity.Key;
}
