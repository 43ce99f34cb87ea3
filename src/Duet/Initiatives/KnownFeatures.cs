using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Initiatives;

/// <summary>The parts of the products that their users would name.</summary>
internal sealed class KnownFeatures(IDbContextFactory<AppDb> records, Audit audit)
{
    /// <summary>All, by product and name.</summary>
    public Task<IReadOnlyList<FeatureView>> ListAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    public async Task<FeatureView?> FindAsync(int id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken)).SingleOrDefault();

    public Task<Outcome> AddAsync(FeatureInput input, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(null, input, null, caller, cancellationToken);

    public Task<Outcome> EditAsync(int id, FeatureInput input, string? stamp, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, input, stamp, caller, cancellationToken);

    private async Task<IReadOnlyList<FeatureView>> ReadAsync(int? id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows =
            from row in db.Set<Feature>().AsNoTracking()
            where id == null || row.Id == id
            join product in db.Set<Product>() on row.ProductId equals product.Id
            orderby product.Key, row.Key
            join person in db.Set<Person>() on row.OwnerPersonId equals person.Id into owners
            from owner in owners.DefaultIfEmpty()
            join known in db.Set<Team>() on row.TeamId equals known.Id into teams
            from team in teams.DefaultIfEmpty()
            join decided in db.Set<Initiative>() on row.InitiativeId equals decided.Id into initiatives
            from initiative in initiatives.DefaultIfEmpty()
            select new FeatureView(
                row, owner == null ? null : owner.Name, team == null ? null : team.Name, product.Name, initiative == null ? null : initiative.Name);
        return await rows.ToListAsync(cancellationToken);
    }

    private async Task<Outcome> WriteAsync(int? id, FeatureInput input, string? stamp, Caller caller, CancellationToken cancellationToken)
    {
        var name = Names.Clean(input.Name);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await WorkRules.CheckAsync(db, name, input.Description, input.Owner, input.Team, input.Product, cancellationToken) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (input.Initiative is not null && !await db.Set<Initiative>().AnyAsync(row => row.Id == input.Initiative, cancellationToken))
            return Outcome.Refuse("no-initiative");
        var row = id is { } known ? await db.Set<Feature>().FindAsync([known], cancellationToken) : null;
        if (id is not null && row is null)
            return Outcome.Refuse("no-feature");
        if (!await WorkRules.MayAsync(caller, input.Team, cancellationToken)
            || (row is not null && !await WorkRules.MayAsync(caller, row.TeamId, cancellationToken)))
            return Outcome.Refuse("not-yours");
        var before = row is null ? null : WorkStamp.Of(row);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        var key = Names.Key(name);
        if (await db.Set<Feature>().AnyAsync(other => other.Key == key && other.Id != id, cancellationToken))
            return Outcome.Refuse("name-taken", name);
        if (row is null)
            db.Add(row = new Feature { Name = name, Key = key, ProductId = input.Product, State = input.State });
        (row.Name, row.Key, row.ProductId, row.State) = (name, key, input.Product, input.State);
        (row.OwnerPersonId, row.TeamId, row.InitiativeId, row.Description) =
            (input.Owner, input.Team, input.Initiative, WorkRules.TextOrNull(input.Description));
        if (before == WorkStamp.Of(row))
            return Outcome.Unchanged(row.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(
            new AuditEntry(caller.AuditName, before is null ? "feature.add" : "feature.edit", $"feature:{row.Id}", null, before, WorkStamp.Of(row)),
            CancellationToken.None);
        return before is null ? Outcome.Added(row.Id) : Outcome.Changed(row.Id);
    }
}
