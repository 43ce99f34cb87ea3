using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Comparing;

/// <summary>Products, services, who answers for them and what code is theirs.</summary>
internal sealed class CatalogueComparison(Comparison comparison, TeamsComparison teams, KnownRepos repos)
{
    public void Run(IReadOnlyList<PlannedProduct> products, IEnumerable<PlannedService> services)
    {
        foreach (var product in products)
            comparison.Count(() => Compare(product));
        foreach (var service in services)
            comparison.Count(() => Compare(service));
    }

    private void Compare(PlannedProduct plan)
    {
        var product = comparison.Known.Product(new TeamRef(plan.ExternalId, plan.Name));
        if (product is null)
        {
            product = new Product { Name = plan.Name, Key = Names.Key(plan.Name), ExternalId = plan.ExternalId };
            comparison.Db.Add(product);
            Say(ChangeKind.Added, ChangeSubject.Product, plan.Name, plan.Spot, "product-added");
        }
        else
        {
            if (product.Key != Names.Key(plan.Name))
            {
                if (comparison.Known.Product(new TeamRef(null, plan.Name)) is not null)
                {
                    comparison.Notes.Problem(plan.Spot, "product-name-taken", plan.Name);
                    return;
                }
                Say(ChangeKind.Changed, ChangeSubject.Product, product.Name, plan.Spot, "product-renamed", plan.Name);
                (product.Name, product.Key) = (plan.Name, Names.Key(plan.Name));
            }
            if (product.ExternalId is null && plan.ExternalId is not null)
            {
                Say(ChangeKind.Changed, ChangeSubject.Product, product.Name, plan.Spot, "product-known-as", plan.ExternalId);
                product.ExternalId = plan.ExternalId;
            }
        }
        comparison.Known.Add(product);
    }

    private void Compare(PlannedService plan)
    {
        var service = comparison.Known.Service(plan.ExternalId, plan.Name);
        var isNew = service is null;
        if (service is null)
        {
            service = new Service { Name = plan.Name, Key = Names.Key(plan.Name), ExternalId = plan.ExternalId, Description = plan.Description };
            comparison.Db.Add(service);
            Say(ChangeKind.Added, plan, "service-added");
        }
        else if (!Edit(plan, service))
            return;
        comparison.Known.Add(service);
        Product(plan, service, isNew);
        if (plan.Owner is { } owner)
            Own(plan, service, owner);
        foreach (var code in plan.Code)
            Map(plan, service, code);
    }

    private bool Edit(PlannedService plan, Service service)
    {
        if (service.Key != Names.Key(plan.Name))
        {
            if (comparison.Known.Service(null, plan.Name) is not null)
            {
                comparison.Notes.Problem(plan.Spot, "service-name-taken", plan.Name);
                return false;
            }
            Say(ChangeKind.Changed, plan, "service-renamed", service.Name);
            (service.Name, service.Key) = (plan.Name, Names.Key(plan.Name));
        }
        if (plan.Description is { } description && description != service.Description)
        {
            Say(ChangeKind.Changed, plan, "service-described");
            service.Description = description;
        }
        if (service.ExternalId is null && plan.ExternalId is not null)
        {
            Say(ChangeKind.Changed, plan, "service-known-as", plan.ExternalId);
            service.ExternalId = plan.ExternalId;
        }
        return true;
    }

    private void Product(PlannedService plan, Service service, bool isNew)
    {
        if (plan.Product is not { } named)
            return;
        if (comparison.Known.Product(named) is not { } product)
        {
            comparison.Notes.Remark(plan.Spot, "product-unknown", plan.Name, named.ToString());
            return;
        }
        if (!isNew && product.Id != 0 && service.ProductId == product.Id)
            return;
        Say(isNew ? ChangeKind.Added : ChangeKind.Changed, plan, "service-product", product.Name);
        comparison.Later.Add(() => service.ProductId = product.Id);
    }

    private void Own(PlannedService plan, Service service, PlannedOwner owner)
    {
        if (TeamOf(plan, owner) is not { } team)
        {
            comparison.Notes.Remark(plan.Spot, "owner-unknown", plan.Name, owner.Said);
            return;
        }
        var rows = comparison.Known.OwnersOf(service).ToList();
        var before = rows.Timeline(row => comparison.Known.Team(row.TeamId));
        var after = before.State(team, known => known == team, null, null, comparison.Today);
        if (TimelineChange<Team>.Of(before, after).IsNone)
            return;
        var current = before.At(comparison.Today.Now);
        Say(
            current is null ? ChangeKind.Added : ChangeKind.Changed, plan, current is null ? "service-owner" : "service-owner-now",
            team.Name, current?.Value.Name ?? "");
        comparison.Later.Add(() => comparison.Db.Store(
            rows, after, row => comparison.Known.Team(row.TeamId), value => new ServiceOwner { ServiceId = service.Id, TeamId = value.Id }));
    }

    private Team? TeamOf(PlannedService plan, PlannedOwner owner)
    {
        if (owner.Team is { } named)
        {
            var team = comparison.Known.Team(named) ?? (named.Name is null ? null : comparison.Known.Team(TeamRef.Named(named.Name.Replace('-', ' '))));
            if (team is not null || (owner.MayBeNew && named.Name is not null))
                return team ?? teams.Ensure(named.Name!, plan.Spot);
        }
        if (owner.Person is not { } identity || PersonOf(identity) is not { } person)
            return null;
        return comparison.TeamsToday.TryGetValue(person, out var today) ? today
            : comparison.Known.MembershipsOf(person).FirstOrDefault(row => row.IsPrimary && row.Span().Contains(comparison.Today.Now)) is { } membership
            ? comparison.Known.Team(membership.TeamId)
            : null;
    }

    private Person? PersonOf(PlannedIdentity identity) => identity.Realm switch
    {
        PlannedIdentity.ExternalRealm => comparison.Known.PersonByExternalId(identity.Key),
        PlannedIdentity.AnyLogin => comparison.Known.PersonByIdentity("github", identity.Key) ?? comparison.Known.PersonByIdentity("gitlab", identity.Key),
        "mail" => comparison.Known.PersonByMail(identity.Key),
        _ => comparison.Known.PersonByIdentity(identity.Realm, identity.Key),
    };

    private void Map(PlannedService plan, Service service, PlannedCode code)
    {
        if (ServiceCode.Folder(code.Path) is not { } folder || code.Repo.Length > ServiceCode.LongestRepo)
        {
            comparison.Notes.Problem(code.Spot, "path", Checked.Shown($"{code.Repo}/{code.Path}"));
            return;
        }
        var repo = repos.NameOf(code.Repo);
        if (!repos.Has(repo))
            comparison.Notes.Remark(code.Spot, "repo-unread", repo);
        else if (repo != code.Repo)
            comparison.Notes.Remark(code.Spot, "repo-taken-as", code.Repo, repo);
        var shown = folder.Length == 0 ? repo : $"{repo}/{folder}";
        if (!comparison.Known.Code.TryGetValue((repo, folder), out var row))
        {
            row = new RepoService { Repo = repo, Path = folder, ServiceId = service.Id };
            comparison.Known.Add(row);
            Say(ChangeKind.Added, plan, "service-code", shown);
            comparison.Later.Add(() =>
            {
                row.ServiceId = service.Id;
                comparison.Db.Add(row);
            });
        }
        else if (service.Id == 0 || row.ServiceId != service.Id)
        {
            Say(ChangeKind.Changed, plan, "service-code-moved", shown);
            comparison.Later.Add(() => row.ServiceId = service.Id);
        }
    }

    private void Say(ChangeKind kind, PlannedService plan, string code, params IReadOnlyList<object> args) =>
        comparison.Say(new PlannedChange(kind, ChangeSubject.Service, plan.Name, code, args) { Spot = plan.Spot });

    private void Say(ChangeKind kind, ChangeSubject subject, string name, Spot spot, string code, params IReadOnlyList<object> args) =>
        comparison.Say(new PlannedChange(kind, subject, name, code, args) { Spot = spot });
}
