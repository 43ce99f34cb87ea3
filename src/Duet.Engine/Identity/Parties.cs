namespace Duet.Engine.Identity;

/// <summary>Everybody who is compared: people first, then unlinked identities, each in order of their names.</summary>
internal sealed class Parties
{
    private readonly List<Party> all = [];
    private readonly Dictionary<string, int> byName = [];
    private readonly int people;

    public Parties(IReadOnlyCollection<KnownPerson> people, IReadOnlyCollection<KnownIdentity> identities)
    {
        List<Traits> traits = [];
        foreach (var person in people.OrderBy(person => person.Id))
            Keep(Identity.Traits.Of(Add(Party.Of(person.Id)), person));
        this.people = all.Count;
        foreach (var identity in identities.OrderBy(identity => identity.Id.Realm, StringComparer.Ordinal).ThenBy(identity => identity.Id.Key, StringComparer.Ordinal))
        {
            if (identity.Person is { } person && byName.TryGetValue(Party.Of(person).ToString(), out var owner))
                byName[identity.Id.ToString()] = owner;
            else
                owner = Add(Party.Of(identity.Id));
            Keep(Identity.Traits.Of(owner, identity));
        }
        Traits = traits;

        void Keep(Traits? known)
        {
            if (known is not null)
                traits.Add(known);
        }
    }

    public IReadOnlyList<Traits> Traits { get; }
    public int Count => all.Count;
    public Party this[int index] => all[index];

    public bool IsPerson(int index) => index < people;

    public string Name(int index) => all[index].ToString();

    /// <summary>The index of a side, or of the person that an identity was linked to since.</summary>
    public int? Find(Party party) => byName.TryGetValue(party.ToString(), out var index) ? index : null;

    private int Add(Party party)
    {
        all.Add(party);
        byName[party.ToString()] = all.Count - 1;
        return all.Count - 1;
    }
}
