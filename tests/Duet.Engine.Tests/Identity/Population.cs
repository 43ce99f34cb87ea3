using System.Globalization;
using Duet.Engine.Identity;

namespace Duet.Engine.Tests.Identity;

/// <summary>An organisation whose truth is known: people with namesakes, and the identities that tools know them by.</summary>
internal sealed class Population
{
    private static readonly string[] Given =
    [
        "Jane", "Thomas", "Maria", "Peter", "Anna", "Michael", "Wei", "Ana", "Robert", "Laura", "José", "Sören", "Alexander", "Priya", "Elif", "Łukasz",
        "Katherine", "David", "Fatima", "Hiroshi", "Ingrid", "Omar", "Chloé", "Ivan", "Noor", "Matthew", "Sofia", "Jean-Pierre", "Daniel", "Yuki",
        "Rachel", "Björn", "Lucia", "Andrew", "Mei", "Stefan", "Olga", "Kwame", "Amélie", "Christopher",
    ];

    private static readonly string[] Start = ["Ber", "Kal", "Mor", "Sten", "Val", "Dor", "Fin", "Gar", "Hol", "Jan", "Lin", "Nor", "Pet", "Ros", "Tor", "Zan", "Wil", "Ash", "Bram", "Cor"];
    private static readonly string[] Middle = ["an", "el", "i", "o", "ber", "ga", "ka", "ma", "ne", "ri", "sti", "ta", "ve", "lo", "du"];
    private static readonly string[] End = ["son", "sen", "ski", "er", "mann", "ova", "ez", "ini", "ić", "ström", "dal", "wood", "ley", "ton", "eau"];

    private readonly Random random;
    private readonly Dictionary<string, int> owners = [];

    public Population(int people, int seed)
    {
        random = new Random(seed);
        HashSet<string> mails = [];
        for (var id = 1; id <= people; id++)
        {
            var name = $"{Pick(Given)} {Family()}";
            var mail = Work(name, mails);
            People.Add(new KnownPerson(id, name, mail));
            Add(id, "mail", mail, name);
            for (var more = random.Next(1, 6); more > 0; more--)
                AddOne(id, name);
        }
        foreach (var box in new[] { "root@build.corp.example", "admin@corp.example", "noreply@corp.example", "build@corp.example", "jenkins@ci.corp.example" })
            Identities.Add(new KnownIdentity(new IdentityKey("mail", box), People[random.Next(people)].Name));
        Identities.Add(new KnownIdentity(new IdentityKey("name", "root"), "root"));
    }

    public List<KnownPerson> People { get; } = [];
    public List<KnownIdentity> Identities { get; } = [];

    /// <summary>Who an identity truly is; null for shared mailboxes.</summary>
    public int? OwnerOf(IdentityKey identity) => owners.TryGetValue(identity.ToString(), out var owner) ? owner : null;

    public int OwnerOf(Party party) => party.Person ?? OwnerOf(party.Identity) ?? 0;

    private void AddOne(int id, string name)
    {
        var plain = PersonalName.Of(name);
        var (given, family) = (plain.Given, plain.Family);
        var year = random.Next(60, 99).ToString(CultureInfo.InvariantCulture);
        switch (random.Next(10))
        {
            case 0: Add(id, "mail", $"{given}.{family}{year}@mail.example", name); break;
            case 1: Add(id, "mail", $"{given[0]}{family}{id}@post.example", name.ToUpperInvariant()); break;
            case 2: Add(id, "github", $"{given[0]}{family}{id}", name); break;
            case 3: Add(id, "github", $"{given}-{family}", ""); break;
            case 4: Add(id, "jira", $"u{id + 100_000}", $"{family}, {given}"); break;
            case 5: Add(id, "mail", $"{given}@{family}{id}.example", $"{given} {family}"); break;
            case 6: Add(id, "mail", $"{given}.{family}@laptop{id}.local", given); break;
            case 7: Add(id, "github", $"{Pick(Start)}{Pick(Middle)}{Pick(Middle)}{id}".ToLowerInvariant(), Slip(name)); break;
            case 8: Add(id, "mail", $"{given[0]}.{family}@old{id}.example", $"{given[0]}. {family}"); break;
            default: Add(id, "github", $"{Pick(Start)}{Pick(Middle)}{Pick(Middle)}{id}".ToLowerInvariant(), ""); break;   // nothing tells who it is
        }
    }

    private void Add(int id, string realm, string key, string name)
    {
        var identity = new IdentityKey(realm, key.ToLowerInvariant().Replace(' ', '.'));
        if (owners.TryAdd(identity.ToString(), id))
            Identities.Add(new KnownIdentity(identity, name));
    }

    private static string Work(string name, HashSet<string> taken)
    {
        var plain = PersonalName.Of(name);
        for (var number = 1; ; number++)
        {
            var mail = $"{plain.Given}.{plain.Family}{(number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture))}@corp.example";
            if (taken.Add(mail))
                return mail;
        }
    }

    private static string Slip(string name)
    {
        var at = name.Length - 2;
        return name[..at] + name[(at + 1)..];
    }

    private string Family() => Pick(Start) + Pick(Middle) + Pick(End);

    // The first ones are met more often, as with real names.
    private T Pick<T>(T[] from) => from[(int)(from.Length * Math.Pow(random.NextDouble(), 1.5))];
}
