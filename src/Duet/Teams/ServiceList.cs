using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Reads services with their product, owner of today, and code.</summary>
internal sealed class ServiceList(IDbContextFactory<AppDb> records, TimeProvider time)
{
    /// <summary>All services by name.</summary>
    public Task<IReadOnlyList<ServiceView>> ReadAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    /// <summary>Null where there is no such service.</summary>
    public async Task<ServiceView?> FindAsync(int id, CancellationToken cancellationToken) =>
        (await ReadAsync(id, cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<ServiceView>> ReadAsync(int? only, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var services = await db.Set<Service>().AsNoTracking().Where(service => only == null || service.Id == only).OrderBy(service => service.Key).ToListAsync(cancellationToken);
        var products = await db.Set<Product>().AsNoTracking().ToDictionaryAsync(product => product.Id, product => product.Name, cancellationToken);
        var owners = (await db.Set<ServiceOwner>().AsNoTracking().Where(row => only == null || row.ServiceId == only)
            .Join(db.Set<Team>(), row => row.TeamId, team => team.Id, (row, team) => new { Row = row, team.Name })
            .ToListAsync(cancellationToken)).ToLookup(owner => owner.Row.ServiceId);
        var code = (await db.Set<RepoService>().AsNoTracking().Where(row => only == null || row.ServiceId == only).ToListAsync(cancellationToken))
            .ToLookup(row => row.ServiceId);
        return
        [
            .. services.Select(service => new ServiceView
            {
                Id = service.Id,
                Name = service.Name,
                ProductId = service.ProductId,
                Product = service.ProductId is { } product ? products[product] : null,
                Description = service.Description,
                ExternalId = service.ExternalId,
                Stamp = Stamp.Of(service),
                Owners =
                [
                    .. owners[service.Id].OrderByDescending(owner => owner.Row.Span().Start)
                        .Select(owner => new OwnerView(owner.Row.Id, owner.Row.TeamId, owner.Name, owner.Row.Span(), owner.Row.Span().Contains(now), Stamp.Of(owner.Row))),
                ],
                Code =
                [
                    .. code[service.Id].OrderBy(row => row.Repo, StringComparer.Ordinal).ThenBy(row => row.Path, StringComparer.Ordinal)
                        .Select(row => new CodeView(row.Id, row.Repo, row.Path)),
                ],
            }),
        ];
    }
}

/// <summary>A service as pages and programs see it.</summary>
internal sealed record ServiceView
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? ProductId { get; init; }
    public string? Product { get; init; }
    public string? Description { get; init; }
    public string? ExternalId { get; init; }
    public required string Stamp { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<OwnerView> Owners { get; init; }
    public required IReadOnlyList<CodeView> Code { get; init; }

    public OwnerView? Owner => Owners.FirstOrDefault(owner => owner.IsNow);
}

/// <summary>A team that owns, or owned, a service.</summary>
internal sealed record OwnerView(int Id, int TeamId, string Team, Validity Span, bool IsNow, string Stamp);

/// <summary>A repository or a folder of one.</summary>
internal sealed record CodeView(int Id, string Repo, string Path)
{
    public override string ToString() => Path.Length == 0 ? Repo : $"{Repo}/{Path}";
}
