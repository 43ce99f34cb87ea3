using Duet.Platform.Records;
using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Imports.Comparing;

/// <summary>The directory as it is, held in memory and found by what files call things; what an import adds is found too.</summary>
internal sealed class KnownDirectory
{
    private readonly Dictionary<string, Team> teamsByKey = [];
    private readonly Dictionary<string, Team> teamsByExternalId = [];
    private readonly Dictionary<string, Person> peopleByMail = [];
    private readonly Dictionary<string, Person> peopleByExternalId = [];
    private readonly Dictionary<(string Realm, string Key), Person> peopleByIdentity = [];
    private readonly Dictionary<string, Product> productsByKey = [];
    private readonly Dictionary<string, Product> productsByExternalId = [];
    private readonly Dictionary<string, Service> servicesByKey = [];
    private readonly Dictionary<string, Service> servicesByExternalId = [];
    private readonly Dictionary<int, Team> teamsById = [];
    private ILookup<string, Person> peopleByName = Enumerable.Empty<Person>().ToLookup(person => person.Name);
    private ILookup<int, Membership> memberships = Enumerable.Empty<Membership>().ToLookup(row => row.PersonId);
    private ILookup<int, DisciplinePeriod> disciplines = Enumerable.Empty<DisciplinePeriod>().ToLookup(row => row.PersonId);
    private ILookup<int, ServiceOwner> owners = Enumerable.Empty<ServiceOwner>().ToLookup(row => row.ServiceId);
    private readonly Dictionary<(string Repo, string Path), RepoService> code = [];
    private Dictionary<(int Person, string Name), PersonAttribute> attributes = [];

    public IReadOnlyDictionary<(string Repo, string Path), RepoService> Code => code;
    public IEnumerable<Team> Teams => teamsByKey.Values;

    public static async Task<KnownDirectory> LoadAsync(AppDb db, CancellationToken cancellationToken)
    {
        var known = new KnownDirectory();
        foreach (var team in await db.Set<Team>().ToListAsync(cancellationToken))
        {
            known.Add(team);
            known.teamsById[team.Id] = team;
        }
        var people = await db.Set<Person>().ToListAsync(cancellationToken);
        people.ForEach(known.Add);
        known.peopleByName = people.ToLookup(person => person.Name, StringComparer.OrdinalIgnoreCase);
        var byId = people.ToDictionary(person => person.Id);
        foreach (var link in await db.Set<IdentityLink>().AsNoTracking().ToListAsync(cancellationToken))
            known.peopleByIdentity[(link.Realm, link.Key)] = byId[link.PersonId];
        known.memberships = (await db.Set<Membership>().ToListAsync(cancellationToken)).ToLookup(row => row.PersonId);
        known.disciplines = (await db.Set<DisciplinePeriod>().ToListAsync(cancellationToken)).ToLookup(row => row.PersonId);
        known.attributes = (await db.Set<PersonAttribute>().ToListAsync(cancellationToken)).ToDictionary(row => (row.PersonId, row.Name));
        (await db.Set<Product>().ToListAsync(cancellationToken)).ForEach(known.Add);
        (await db.Set<Service>().ToListAsync(cancellationToken)).ForEach(known.Add);
        known.owners = (await db.Set<ServiceOwner>().ToListAsync(cancellationToken)).ToLookup(row => row.ServiceId);
        foreach (var row in await db.Set<RepoService>().ToListAsync(cancellationToken))
            known.code[(row.Repo, row.Path)] = row;
        return known;
    }

    public Team? Team(TeamRef named) =>
        named.ExternalId is not null && teamsByExternalId.TryGetValue(named.ExternalId, out var team) ? team
        : named.Name is not null ? teamsByKey.GetValueOrDefault(Names.Key(named.Name))
        : null;

    public Team Team(int id) => teamsById[id];

    public Team? TeamByExternalId(string? id) => id is null ? null : teamsByExternalId.GetValueOrDefault(id);

    public Person? PersonByMail(string mail) =>
        peopleByMail.GetValueOrDefault(mail) ?? peopleByIdentity.GetValueOrDefault(("mail", mail));

    public Person? PersonByExternalId(string id) => peopleByExternalId.GetValueOrDefault(id);

    public Person? PersonByIdentity(string realm, string key) => peopleByIdentity.GetValueOrDefault((realm, key));

    public IEnumerable<Person> PeopleNamed(string name) => peopleByName[name];

    public Product? Product(TeamRef named) =>
        named.ExternalId is not null && productsByExternalId.TryGetValue(named.ExternalId, out var product) ? product
        : named.Name is not null ? productsByKey.GetValueOrDefault(Names.Key(named.Name))
        : null;

    public Service? Service(string? externalId, string name) =>
        externalId is not null && servicesByExternalId.TryGetValue(externalId, out var service) ? service : servicesByKey.GetValueOrDefault(Names.Key(name));

    /// <summary>Empty for somebody new.</summary>
    public IEnumerable<Membership> MembershipsOf(Person person) => person.Id == 0 ? [] : memberships[person.Id];

    public IEnumerable<DisciplinePeriod> DisciplinesOf(Person person) => person.Id == 0 ? [] : disciplines[person.Id];

    /// <summary>Null for somebody new, and where it is not known.</summary>
    public PersonAttribute? AttributeOf(Person person, string name) => person.Id == 0 ? null : attributes.GetValueOrDefault((person.Id, name));

    public IEnumerable<ServiceOwner> OwnersOf(Service service) => service.Id == 0 ? [] : owners[service.Id];

    public void Add(Team team)
    {
        teamsByKey[team.Key] = team;
        if (team.ExternalId is not null)
            teamsByExternalId[team.ExternalId] = team;
    }

    public void Add(Person person)
    {
        if (person.Mail is not null)
            peopleByMail[person.Mail] = person;
        if (person.ExternalId is not null)
            peopleByExternalId[person.ExternalId] = person;
    }

    public void Add(Person person, string realm, string key) => peopleByIdentity[(realm, key)] = person;

    public void Add(Product product)
    {
        productsByKey[product.Key] = product;
        if (product.ExternalId is not null)
            productsByExternalId[product.ExternalId] = product;
    }

    public void Add(Service service)
    {
        servicesByKey[service.Key] = service;
        if (service.ExternalId is not null)
            servicesByExternalId[service.ExternalId] = service;
    }

    public void Add(RepoService row) => code[(row.Repo, row.Path)] = row;
}
