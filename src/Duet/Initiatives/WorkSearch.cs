using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Initiatives;

/// <summary>Finds initiatives, features and tools by name or code.</summary>
internal sealed class WorkSearch(IDbContextFactory<AppDb> records) : IInitiatives
{
    public async Task<IReadOnlyList<LinkChoice>> SearchAsync(string text, int most, CancellationToken cancellationToken)
    {
        var key = Names.Key(text);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = (await InitiativesAsync(db, null, key, most, cancellationToken))
            .Concat(await FeaturesAsync(db, null, key, most, cancellationToken))
            .Concat(await ToolsAsync(db, null, key, most, cancellationToken));
        return [.. found.OrderByDescending(choice => Names.Key(choice.Name).StartsWith(key, StringComparison.Ordinal)).ThenBy(choice => choice.Name.Length)
            .ThenBy(choice => choice.Name, StringComparer.OrdinalIgnoreCase).Take(most)];
    }

    public async Task<LinkChoice?> FindAsync(LinkTarget target, int? id, string? key, CancellationToken cancellationToken)
    {
        if (target is LinkTarget.WorkItem)
            return string.IsNullOrWhiteSpace(key) || key.Trim().Length > WorkLink.LongestKey ? null : new LinkChoice(target, null, key.Trim(), key.Trim(), null, null, "");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return (target switch
        {
            LinkTarget.Initiative => await InitiativesAsync(db, id, "", 1, cancellationToken),
            LinkTarget.Feature => await FeaturesAsync(db, id, "", 1, cancellationToken),
            _ => await ToolsAsync(db, id, "", 1, cancellationToken),
        }).SingleOrDefault(choice => choice.Id == id);
    }

    private static async Task<IEnumerable<LinkChoice>> InitiativesAsync(AppDb db, int? id, string key, int most, CancellationToken cancellationToken)
    {
        var code = key.ToUpperInvariant();
        return (await (
            from row in db.Set<Initiative>()
            where id == null ? row.State != InitiativeState.Dropped && row.State != InitiativeState.Closed && (row.Key.Contains(key) || row.Code!.Contains(code)) : row.Id == id
            join made in db.Set<Product>() on row.ProductId equals made.Id into products
            from product in products.DefaultIfEmpty()
            orderby row.Key
            select new { row.Id, row.Code, row.Name, Product = product == null ? null : product.Name, row.State }).Take(most).ToListAsync(cancellationToken))
            .Select(row => new LinkChoice(LinkTarget.Initiative, row.Id, row.Code, row.Name, row.Product, null, row.State.ToString()));
    }

    private static async Task<IEnumerable<LinkChoice>> FeaturesAsync(AppDb db, int? id, string key, int most, CancellationToken cancellationToken) =>
        (await (
            from row in db.Set<Feature>()
            where id == null ? row.State != FeatureState.Retired && row.Key.Contains(key) : row.Id == id
            join product in db.Set<Product>() on row.ProductId equals product.Id
            orderby row.Key
            select new { row.Id, row.Name, Product = product.Name, row.State }).Take(most).ToListAsync(cancellationToken))
            .Select(row => new LinkChoice(LinkTarget.Feature, row.Id, null, row.Name, row.Product, null, row.State.ToString()));

    private static async Task<IEnumerable<LinkChoice>> ToolsAsync(AppDb db, int? id, string key, int most, CancellationToken cancellationToken) =>
        (await db.Set<Tool>().Where(row => id == null ? row.State != ToolState.Gone && row.Key.Contains(key) : row.Id == id).OrderBy(row => row.Key)
            .Select(row => new { row.Id, row.Name, row.Service, row.State }).Take(most).ToListAsync(cancellationToken))
            .Select(row => new LinkChoice(LinkTarget.Tool, row.Id, null, row.Name, null, row.Service, row.State.ToString()));
}
