using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>What is built and run on its own: the services of the organisation.</summary>
internal sealed class Services(IDbContextFactory<AppDb> records, OrganisationLog log)
{
    /// <summary>Adds a service; refuses a name that another one has.</summary>
    public Task<Outcome> AddAsync(ServiceInput input, Author author, CancellationToken cancellationToken) =>
        WriteAsync(input, Existing.Refuse, null, null, author, cancellationToken);

    /// <summary>
    /// The service of that external id or name, added where there is none: what imports call. One that is there takes what the
    /// input says; what it leaves out stays.
    /// </summary>
    public Task<Outcome> EnsureAsync(ServiceInput input, Author author, CancellationToken cancellationToken) =>
        WriteAsync(input, Existing.Fill, null, null, author, cancellationToken);

    /// <summary>Gives a service the name, product and description of the input.</summary>
    public Task<Outcome> EditAsync(int id, ServiceInput input, string? stamp, Author author, CancellationToken cancellationToken) =>
        WriteAsync(input, Existing.Replace, id, stamp, author, cancellationToken);

    /// <summary>Removes a service with its owners and the code that is mapped to it; facts that name it stay.</summary>
    public async Task<Outcome> RemoveAsync(int id, Author author, CancellationToken cancellationToken)
    {
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Service>().FindAsync([id], cancellationToken) is not { } service)
            return Outcome.Refuse("no-service");
        db.Remove(service);
        await db.SaveChangesAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("service.remove", $"service:{id}", Stamp.Of(service)));
        return Outcome.Changed(id);
    }

    private async Task<Outcome> WriteAsync(
        ServiceInput input, Existing existing, int? id, string? stamp, Author author, CancellationToken cancellationToken)
    {
        var name = Names.Clean(input.Name);
        var key = Names.Key(name);
        if (Names.Check(name, Service.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (input.Description?.Length > ServiceInput.LongestDescription)
            return Outcome.Refuse("long-description", ServiceInput.LongestDescription);
        if (!author.MayWriteCatalogue)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var named = await db.Set<Service>().SingleOrDefaultAsync(service => service.Key == key, cancellationToken);
        var known = id is not null ? await db.Set<Service>().FindAsync([id.Value], cancellationToken)
            : input.ExternalId is not null ? await db.Set<Service>().SingleOrDefaultAsync(service => service.ExternalId == input.ExternalId, cancellationToken)
            : null;
        if (id is not null && known is null)
            return Outcome.Refuse("no-service");
        if (named is not null && (existing == Existing.Refuse || (known is not null && known != named)
            || (existing == Existing.Fill && named.ExternalId is not null && input.ExternalId is not null && named != known)))
            return Outcome.Refuse("name-taken", name);
        if (input.Product is { } product && !await db.Set<Product>().AnyAsync(row => row.Id == product, cancellationToken))
            return Outcome.Refuse("no-product");
        var service = known ?? named;
        var before = service is null ? null : Stamp.Of(service);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        if (service is null)
            db.Add(service = new Service { Name = name, Key = key });
        else if (service == known)
            (service.Name, service.Key) = (name, key);
        var description = string.IsNullOrWhiteSpace(input.Description) ? null : input.Description.Trim();
        (service.ProductId, service.Description) = existing == Existing.Replace
            ? (input.Product, description)
            : (input.Product ?? service.ProductId, description ?? service.Description);
        service.ExternalId ??= input.ExternalId;
        if (before == Stamp.Of(service))
            return Outcome.Unchanged(service.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(
            author, new OrganisationChange(before is null ? "service.add" : "service.edit", $"service:{service.Id}", before, Stamp.Of(service)));
        return before is null ? Outcome.Added(service.Id) : Outcome.Changed(service.Id);
    }

    /// <summary>What becomes of a service that is there already.</summary>
    private enum Existing
    {
        Refuse,
        Fill,
        Replace,
    }
}
