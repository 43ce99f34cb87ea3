using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>The products of the organisation.</summary>
internal sealed class Products(IDbContextFactory<AppDb> records, OrganisationLog log)
{
    public async Task<IReadOnlyList<Product>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Product>().AsNoTracking().OrderBy(product => product.Key).ToListAsync(cancellationToken);
    }

    /// <summary>The product of that external id or name, added where there is none; one found by its id takes the name.</summary>
    public async Task<Outcome> EnsureAsync(string name, string? externalId, Author author, CancellationToken cancellationToken)
    {
        name = Names.Clean(name);
        var key = Names.Key(name);
        if (Names.Check(name, Product.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var named = await db.Set<Product>().SingleOrDefaultAsync(product => product.Key == key, cancellationToken);
        var known = externalId is null ? null : await db.Set<Product>().SingleOrDefaultAsync(product => product.ExternalId == externalId, cancellationToken);
        if (named is not null && externalId is not null && known != named && (known is not null || named.ExternalId is not null))
            return Outcome.Refuse("name-taken", name);
        var product = known ?? named;
        var before = product is null ? null : Stamp.Of(product);
        if (product is null)
            db.Add(product = new Product { Name = name, Key = key });
        else if (product == known)
            (product.Name, product.Key) = (name, key);
        product.ExternalId ??= externalId;
        if (before == Stamp.Of(product))
            return Outcome.Unchanged(product.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(
            author, new OrganisationChange(before is null ? "product.add" : "product.edit", $"product:{product.Id}", before, Stamp.Of(product)));
        return before is null ? Outcome.Added(product.Id) : Outcome.Changed(product.Id);
    }

    /// <summary>Adds a product; refuses a name that another one has.</summary>
    public async Task<Outcome> AddAsync(string name, Author author, CancellationToken cancellationToken)
    {
        var answer = await EnsureAsync(name, null, author, cancellationToken);
        return answer.Kind == OutcomeKind.Unchanged ? Outcome.Refuse("name-taken", Names.Clean(name)) : answer;
    }

    public async Task<Outcome> RenameAsync(int id, string name, string? stamp, Author author, CancellationToken cancellationToken)
    {
        name = Names.Clean(name);
        var key = Names.Key(name);
        if (Names.Check(name, Product.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await db.Set<Product>().FindAsync([id], cancellationToken) is not { } product)
            return Outcome.Refuse("no-product");
        var before = Stamp.Of(product);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        if (await db.Set<Product>().AnyAsync(other => other.Key == key && other.Id != id, cancellationToken))
            return Outcome.Refuse("name-taken", name);
        (product.Name, product.Key) = (name, key);
        if (before == Stamp.Of(product))
            return Outcome.Unchanged(id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("product.rename", $"product:{id}", before, Stamp.Of(product)));
        return Outcome.Changed(id);
    }

    /// <summary>Removes a product; its services stay, and belong to none.</summary>
    public async Task<Outcome> RemoveAsync(int id, Author author, CancellationToken cancellationToken)
    {
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Product>().FindAsync([id], cancellationToken) is not { } product)
            return Outcome.Refuse("no-product");
        db.Remove(product);
        await db.SaveChangesAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("product.remove", $"product:{id}", Stamp.Of(product)));
        return Outcome.Changed(id);
    }
}
