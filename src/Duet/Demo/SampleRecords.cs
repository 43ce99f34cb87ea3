using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Demo;

/// <summary>The sample organisation as somebody would have entered it: teams in departments, products, services with owners and code.</summary>
internal sealed class SampleRecords(SampleOrganisation organisation, IDbContextFactory<AppDb> records, TimeProvider time)
{
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var start = new SampleClock(time.GetUtcNow(), SampleOrganisation.Weeks).Start;
        var departments = organisation.Teams.Select(team => team.Department).OfType<string>().Distinct()
            .ToDictionary(name => name, name => Team(name, null, start));
        db.AddRange(departments.Values);
        await db.SaveChangesAsync(cancellationToken);
        var teams = organisation.Teams.ToDictionary(
            team => team.Name, team => Team(team.Name, team.Department is { } above ? departments[above].Id : null, start));
        db.AddRange(teams.Values);
        var products = organisation.Products.ToDictionary(name => name, name => new Product { Name = name, Key = name.ToLowerInvariant() });
        db.AddRange(products.Values);
        await db.SaveChangesAsync(cancellationToken);
        await WriteServicesAsync(db, teams, products, cancellationToken);
    }

    private async Task WriteServicesAsync(
        AppDb db, Dictionary<string, Team> teams, Dictionary<string, Product> products, CancellationToken cancellationToken)
    {
        var services = organisation.Repositories.Where(repository => repository.IsService).ToDictionary(
            repository => repository,
            repository => new Service { Name = repository.Name, Key = repository.Name, ProductId = products[repository.Product].Id });
        db.AddRange(services.Values);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(services.Select(pair => new ServiceOwner { ServiceId = pair.Value.Id, TeamId = teams[pair.Key.Team.Name].Id }));
        db.AddRange(services.Select(pair => new RepoService { Repo = pair.Key.Name, Path = "", ServiceId = pair.Value.Id }));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Team Team(string name, int? parent, DateTimeOffset start) =>
        new() { Name = name, Key = name.ToLowerInvariant(), ParentId = parent, CreatedAt = start };
}
