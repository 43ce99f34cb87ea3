using System.Text.Json.Nodes;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Platform.Records;
using Duet.Teams.Imports.Comparing;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Scim;

/// <summary>Teams as an identity provider keeps them; a team that is in the directory already is taken over by its name.</summary>
internal sealed class ScimGroups(IDbContextFactory<AppDb> records, OrganisationLog log, Func<Installation> installation, TimeProvider time)
{
    public async Task<JsonObject> ListAsync(ScimQuery query, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var teams = await db.Set<Team>().AsNoTracking().Where(team => team.EndedAt == null).OrderBy(team => team.Id).ToListAsync(cancellationToken);
        var needsMembers = query.Filter is not null && query.Exactly("displayName") is null && query.Exactly("externalId") is null;
        var known = needsMembers ? await MembersAsync(db, null, cancellationToken) : null;
        var found = teams.Where(team => query.Filter?.Fits(GroupResource.Of(team, known?[team.Id], address)) ?? true).ToList();
        var page = found.Skip(query.Start - 1).Take(query.Count).ToList();
        var members = query.Wants("members") ? known ?? await MembersAsync(db, [.. page.Select(team => team.Id)], cancellationToken) : null;
        return query.Page([.. page.Select(team => GroupResource.Of(team, members?[team.Id], address))], found.Count);
    }

    public async Task<JsonObject> FindAsync(int id, ScimQuery query, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var team = await TeamAsync(db, id, cancellationToken);
        return query.Wants("members") ? await ResourceAsync(db, team, address, cancellationToken) : GroupResource.Of(team, null, address);
    }

    public async Task<JsonObject> AddAsync(JsonObject sent, Author author, string address, CancellationToken cancellationToken)
    {
        var input = GroupResource.Read(sent);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var key = Names.Key(input.Name);
        var team = await db.Set<Team>().SingleOrDefaultAsync(known => known.Key == key, cancellationToken);
        if (team is not null && team.EndedAt is null && ScimIds.Shown(team.ExternalId) is not null)
            throw ScimException.Taken($"There is a group named {input.Name} already.");
        if (team is null)
            db.Add(team = new Team { Name = input.Name, Key = key, CreatedAt = time.GetUtcNow() });
        team.EndedAt = null;
        var before = team.Id == 0 ? null : Stamp.Of(team);
        var moved = await WriteAsync(db, team, input, isWhole: before is null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await NoteAsync(author, team, before is null ? "team.add" : "team.edit", before, moved);
        return await ResourceAsync(db, team, address, cancellationToken);
    }

    /// <param name="id">The team.</param>
    /// <param name="change">What becomes of the resource as it is.</param>
    /// <param name="version">The version that the provider saw; null where it does not say.</param>
    /// <param name="author">Who provisions.</param>
    /// <param name="address">Where SCIM is served.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<JsonObject> ChangeAsync(
        int id, Func<JsonObject, GroupInput> change, string? version, Author author, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var team = await TeamAsync(db, id, cancellationToken);
        var known = await ResourceAsync(db, team, address, cancellationToken);
        ScimIds.Match(known, version);
        var before = Stamp.Of(team);
        var moved = await WriteAsync(db, team, change(known), isWhole: true, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await NoteAsync(author, team, "team.edit", before, moved);
        return await ResourceAsync(db, team, address, cancellationToken);
    }

    /// <summary>Everybody leaves and the team ends; one that has teams below it stays without people.</summary>
    public async Task RemoveAsync(int id, string? version, Author author, string address, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var team = await TeamAsync(db, id, cancellationToken);
        ScimIds.Match(await ResourceAsync(db, team, address, cancellationToken), version);
        var before = Stamp.Of(team);
        var moved = await WriteAsync(db, team, new GroupInput(team.Name, null, new HashSet<int>()), isWhole: true, cancellationToken);
        team.ExternalId = null;
        if (!await db.Set<Team>().AnyAsync(below => below.ParentId == id && below.EndedAt == null, cancellationToken))
        {
            var now = time.GetUtcNow();
            ScimPeriods.End(db, await db.Set<Membership>().Where(row => row.TeamId == id && row.Until > now).ToListAsync(cancellationToken), now);
            ScimPeriods.End(db, await db.Set<ServiceOwner>().Where(row => row.TeamId == id && (row.Until == null || row.Until > now)).ToListAsync(cancellationToken), now);
            team.EndedAt = now;
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await NoteAsync(author, team, "team.end", before, moved);
    }

    private async Task<(int Joined, int Left)> WriteAsync(AppDb db, Team team, GroupInput input, bool isWhole, CancellationToken cancellationToken)
    {
        var key = Names.Key(input.Name);
        if (await db.Set<Team>().AnyAsync(other => other.Key == key && other.Id != team.Id, cancellationToken))
            throw ScimException.Taken($"There is a group named {input.Name} already.");
        if (input.ExternalId is { } external && await db.Set<Team>().AnyAsync(other => other.ExternalId == external && other.Id != team.Id, cancellationToken))
            throw ScimException.Taken($"There is a group with the externalId {ScimIds.Shown(external)} already.");
        // A team without the provider's id gets a word that says it is the provider's.
        (team.Name, team.Key, team.ExternalId) = (input.Name, key, input.ExternalId ?? (ScimIds.Shown(team.ExternalId) is null ? ScimIds.Stored(Guid.NewGuid().ToString()) : team.ExternalId));
        await db.SaveChangesAsync(cancellationToken);

        var now = (await MembersAsync(db, [team.Id], cancellationToken))[team.Id].Select(member => member.Person).ToHashSet();
        List<int> join = [.. input.Members.Except(now)], leave = isWhole ? [.. now.Except(input.Members)] : [];
        var known = await db.Set<Person>().CountAsync(person => join.Contains(person.Id) && person.LeftAt == null, cancellationToken);
        if (known != join.Count)
            throw ScimException.BadValue("One of the members is no user who is here.");
        var instant = time.GetUtcNow();
        var members = await GroupMembers.LoadAsync(
            db, [.. join, .. leave], new Today(instant, Grains.Containing(instant, Grain.Day, installation().Zone).Start), cancellationToken);
        join.ForEach(person => members.Join(person, team.Id));
        leave.ForEach(person => members.Leave(person, team.Id));
        await db.SaveChangesAsync(cancellationToken);
        return (join.Count, leave.Count);
    }

    private Task NoteAsync(Author author, Team team, string action, string? before, (int Joined, int Left) moved) =>
        Stamp.Of(team) == before && moved == (0, 0)
            ? Task.CompletedTask
            : log.NoteAsync(author, new OrganisationChange(action, $"team:{team.Id}", before, Stamp.Of(team), $"scim: {moved.Joined} joined, {moved.Left} left"));

    private static async Task<Team> TeamAsync(AppDb db, int id, CancellationToken cancellationToken) =>
        await db.Set<Team>().FindAsync([id], cancellationToken) is { EndedAt: null } team
            ? team
            : throw ScimException.Missing(id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private async Task<JsonObject> ResourceAsync(AppDb db, Team team, string address, CancellationToken cancellationToken) =>
        GroupResource.Of(team, (await MembersAsync(db, [team.Id], cancellationToken))[team.Id], address);

    private async Task<ILookup<int, GroupMember>> MembersAsync(AppDb db, IReadOnlyList<int>? teams, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await db.Set<Membership>().AsNoTracking()
            .Where(row => (teams == null || teams.Contains(row.TeamId)) && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Join(db.Set<Person>().AsNoTracking(), row => row.PersonId, person => person.Id, (row, person) => new { row.TeamId, person.Id, person.Name })
            .ToListAsync(cancellationToken);
        return rows.DistinctBy(row => (row.TeamId, row.Id)).OrderBy(row => row.Id).ToLookup(row => row.TeamId, row => new GroupMember(row.Id, row.Name));
    }
}
