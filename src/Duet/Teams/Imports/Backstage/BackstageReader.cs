using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Backstage;

/// <summary>
/// Reads a Backstage catalogue: groups are teams, users people, systems products, components services. What Duet has no
/// place for is passed over with a remark, once a kind.
/// </summary>
internal sealed class BackstageReader(ImportNotes notes, Checked values)
{
    private const string GroupKind = "group";
    private const string UserKind = "user";
    private const string SystemKind = "system";
    private const string ComponentKind = "component";
    private const int LongestDescription = 1_000;

    private readonly Dictionary<EntityRef, Entity> entities = [];
    private readonly HashSet<string> passedOver = [];

    // What groups say of others: a catalogue may say it from either side.
    private readonly Dictionary<EntityRef, Entity> above = [];
    private readonly Dictionary<EntityRef, List<(Entity Group, YamlText Member)>> groups = [];

    /// <exception cref="UnreadableException">A file cannot be read to its end.</exception>
    public OrganisationPlan Read(IReadOnlyList<ImportFile> files)
    {
        foreach (var file in files)
            foreach (var document in SafeYaml.Documents(file))
                if (Entity.Of(file.Name, document, notes) is { } entity)
                    Take(entity);
        foreach (var group in Of(GroupKind))
        {
            foreach (var child in group.Spec.Texts("children"))
                if (EntityRef.Parse(child.Value, GroupKind, group.Self.Namespace) is { } named)
                    above.TryAdd(named, group);
            foreach (var member in group.Spec.Texts("members"))
                if (EntityRef.Parse(member.Value, UserKind, group.Self.Namespace) is { } named)
                    (groups.TryGetValue(named, out var known) ? known : groups[named] = []).Add((group, member));
        }
        return new OrganisationPlan
        {
            Teams = [.. Of(GroupKind).Select(Team).OfType<PlannedTeam>()],
            People = [.. Of(UserKind).Select(Person).OfType<PlannedPerson>()],
            Products = [.. Of(SystemKind).Select(Product).OfType<PlannedProduct>()],
            Services = [.. Of(ComponentKind).Select(Service).OfType<PlannedService>()],
        };
    }

    private void Take(Entity entity)
    {
        if (entity.Self.Kind is not (GroupKind or UserKind or SystemKind or ComponentKind))
        {
            if (passedOver.Add(entity.Self.Kind))
                notes.Remark(entity.Spot, "kind", Checked.Shown(entity.Self.Kind));
        }
        else if (!entities.TryAdd(entity.Self, entity))
            notes.Problem(entity.Spot, "entity-twice", entity.Self.ExternalId["backstage:".Length..]);
    }

    private IEnumerable<Entity> Of(string kind) => entities.Values.Where(entity => entity.Self.Kind == kind);

    private PlannedTeam? Team(Entity group) => NameOf(group, Records.Team.LongestName) is not { } name ? null : new PlannedTeam
    {
        Name = name,
        ExternalId = group.Self.ExternalId,
        Parent = ParentOf(group),
        Spot = group.Spot,
    };

    private TeamRef? ParentOf(Entity group) =>
        group.Spec.Text("parent") is { } parent ? RefOf(group, parent, GroupKind)
        : above.TryGetValue(group.Self, out var known) ? new TeamRef(known.Self.ExternalId, TitleOf(known))
        : null;

    private PlannedPerson? Person(Entity user)
    {
        var name = values.PersonName(user.Profile.Text("displayName")?.Value ?? user.Title, user.Spot);
        if (name is null)
            return null;
        var teams = user.Spec.Texts("memberOf").Select(text => (Ref: RefOf(user, text, GroupKind), Spot: user.At(text)))
            .Concat((groups.GetValueOrDefault(user.Self) ?? []).Select(known =>
                (Ref: (TeamRef?)new TeamRef(known.Group.Self.ExternalId, TitleOf(known.Group)), Spot: known.Group.At(known.Member))))
            .Where(team => team.Ref is not null).DistinctBy(team => team.Ref!.Value.ExternalId).ToList();
        return new PlannedPerson
        {
            Name = name,
            Mail = user.Profile.Text("email") is { } mail ? values.Mail(mail.Value, user.At(mail)) : null,
            ExternalId = user.Self.ExternalId,
            Identities = [.. Identities(user)],
            Stays = [.. teams.Select((team, index) => new PlannedStay { Team = team.Ref!.Value, IsPrimary = index == 0, Spot = team.Spot })],
            ListsAllSecondary = teams.Count > 0,
            Spot = user.Spot,
        };
    }

    private static IEnumerable<PlannedIdentity> Identities(Entity user) =>
        from annotation in new[] { (Realm: "github", Name: "github.com/user-login"), (Realm: "gitlab", Name: "gitlab.com/user-login") }
        let login = user.Annotations.Text(annotation.Name)
        where login is not null
        select new PlannedIdentity(annotation.Realm, login.Value.ToLowerInvariant(), user.At(login));

    private PlannedProduct? Product(Entity system) => NameOf(system, Records.Product.LongestName) is not { } name ? null
        : new PlannedProduct(name, system.Self.ExternalId, system.Spot);

    private PlannedService? Service(Entity component)
    {
        if (NameOf(component, Records.Service.LongestName) is not { } name)
            return null;
        var code = CodeLocation.Of(component);
        if (code is null)
            notes.Remark(component.Spot, "no-code", name);
        return new PlannedService
        {
            Name = name,
            ExternalId = component.Self.ExternalId,
            Description = component.Metadata.Text("description") is { } text ? Checked.Cut(text.Value, LongestDescription) : null,
            Product = component.Spec.Text("system") is { } system ? RefOf(component, system, SystemKind) : null,
            Owner = component.Spec.Text("owner") is { } owner ? OwnerOf(component, owner) : null,
            Code = code is null ? [] : [code],
            Spot = component.Spot,
        };
    }

    private PlannedOwner? OwnerOf(Entity component, YamlText owner)
    {
        if (EntityRef.Parse(owner.Value, GroupKind, component.Self.Namespace) is { Kind: UserKind } user)
            return new PlannedOwner(owner.Value, null, new PlannedIdentity(PlannedIdentity.ExternalRealm, user.ExternalId, component.At(owner)));
        return RefOf(component, owner, GroupKind) is { } team ? new PlannedOwner(owner.Value, team) : null;
    }

    private TeamRef? RefOf(Entity from, YamlText text, string kind)
    {
        if (EntityRef.Parse(text.Value, kind, from.Self.Namespace) is { } named && named.Kind == kind)
            return new TeamRef(named.ExternalId, entities.TryGetValue(named, out var known) ? TitleOf(known) : named.Name);
        notes.Problem(from.At(text), "reference", Checked.Shown(text.Value), kind);
        return null;
    }

    private string? NameOf(Entity entity, int longest) => values.Name(TitleOf(entity), longest, entity.Spot);

    // Deployments and code name services by the entity's name, people name teams by what is shown.
    private static string TitleOf(Entity entity) => entity.Self.Kind switch
    {
        GroupKind => entity.Profile.Text("displayName")?.Value ?? entity.Title,
        ComponentKind => entity.Metadata.Text("name")!.Value,
        _ => entity.Title,
    };
}
