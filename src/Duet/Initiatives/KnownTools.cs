using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Initiatives;

/// <summary>What the people who build work with.</summary>
internal sealed class KnownTools(IDbContextFactory<AppDb> records, Audit audit)
{
    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<ToolView>> ListAsync(CancellationToken cancellationToken) => ReadAsync(null, cancellationToken);

    public async Task<ToolView?> FindAsync(int id, CancellationToken cancellationToken) => (await ReadAsync(id, cancellationToken)).SingleOrDefault();

    public Task<Outcome> AddAsync(ToolInput input, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(null, input, null, caller, cancellationToken);

    public Task<Outcome> EditAsync(int id, ToolInput input, string? stamp, Caller caller, CancellationToken cancellationToken) =>
        WriteAsync(id, input, stamp, caller, cancellationToken);

    private async Task<IReadOnlyList<ToolView>> ReadAsync(int? id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var rows =
            from row in db.Set<Tool>().AsNoTracking()
            where id == null || row.Id == id
            orderby row.Key
            join person in db.Set<Person>() on row.OwnerPersonId equals person.Id into owners
            from owner in owners.DefaultIfEmpty()
            join known in db.Set<Team>() on row.TeamId equals known.Id into teams
            from team in teams.DefaultIfEmpty()
            select new ToolView(row, owner == null ? null : owner.Name, team == null ? null : team.Name);
        return await rows.ToListAsync(cancellationToken);
    }

    private async Task<Outcome> WriteAsync(int? id, ToolInput input, string? stamp, Caller caller, CancellationToken cancellationToken)
    {
        var (name, url, service) = (Names.Clean(input.Name), WorkRules.TextOrNull(input.Url), WorkRules.TextOrNull(input.Service));
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await WorkRules.CheckAsync(db, name, null, input.Owner, input.Team, null, cancellationToken) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        if (url is not null && (url.Length > Tool.LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
            return Outcome.Refuse("bad-url", url);
        if (service?.Length > Service.LongestName)
            return Outcome.Refuse("long-name", Service.LongestName);
        var row = id is { } known ? await db.Set<Tool>().FindAsync([known], cancellationToken) : null;
        if (id is not null && row is null)
            return Outcome.Refuse("no-tool");
        if (!await WorkRules.MayAsync(caller, input.Team, cancellationToken)
            || (row is not null && !await WorkRules.MayAsync(caller, row.TeamId, cancellationToken)))
            return Outcome.Refuse("not-yours");
        var before = row is null ? null : WorkStamp.Of(row);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        var key = Names.Key(name);
        if (await db.Set<Tool>().AnyAsync(other => other.Key == key && other.Id != id, cancellationToken))
            return Outcome.Refuse("name-taken", name);
        if (row is null)
            db.Add(row = new Tool { Name = name, Key = key, State = input.State });
        (row.Name, row.Key, row.State, row.Url, row.Service) = (name, key, input.State, url, service);
        (row.OwnerPersonId, row.TeamId) = (input.Owner, input.Team);
        if (before == WorkStamp.Of(row))
            return Outcome.Unchanged(row.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await audit.RecordAsync(
            new AuditEntry(caller.AuditName, before is null ? "tool.add" : "tool.edit", $"tool:{row.Id}", null, before, WorkStamp.Of(row)),
            CancellationToken.None);
        return before is null ? Outcome.Added(row.Id) : Outcome.Changed(row.Id);
    }
}
