using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>The teams of the organisation: added, renamed, moved, ended. They form a tree.</summary>
internal sealed class KnownTeams(IDbContextFactory<AppDb> records, OrganisationLog log, TimeProvider time)
{
    /// <summary>Adds a team; refuses a name that another one has.</summary>
    public Task<Outcome> AddAsync(TeamInput input, Author author, CancellationToken cancellationToken) =>
        AddAsync(input, mayExist: false, author, cancellationToken);

    /// <summary>
    /// The team of that external id or name, added where there is none: what imports call. A team found by its name takes the
    /// external id; a team found by its id takes name and parent.
    /// </summary>
    public Task<Outcome> EnsureAsync(TeamInput input, Author author, CancellationToken cancellationToken) =>
        AddAsync(input, mayExist: true, author, cancellationToken);

    /// <summary>
    /// Gives a team another name, and another place in the tree. Where it belonged before is not kept: the tree has no dates.
    /// </summary>
    /// <param name="id">The team.</param>
    /// <param name="name">Its name from now on.</param>
    /// <param name="parent">The team it is part of; null at the top.</param>
    /// <param name="stamp">Of the team as it was seen; null where that does not matter.</param>
    public Task<Outcome> EditAsync(int id, string name, int? parent, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "team.edit", async (db, team) =>
            await RenameAsync(db, team, name, cancellationToken) ?? await MoveAsync(db, team, parent, author, cancellationToken), cancellationToken);

    public Task<Outcome> RenameAsync(int id, string name, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "team.edit", (db, team) => RenameAsync(db, team, name, cancellationToken), cancellationToken);

    public Task<Outcome> MoveAsync(int id, int? parent, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "team.edit", (db, team) => MoveAsync(db, team, parent, author, cancellationToken), cancellationToken);

    /// <summary>Sets the team's own working hours; null takes those of the team above.</summary>
    public Task<Outcome> SetCalendarAsync(int id, TeamCalendar? calendar, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "team.calendar", (_, team) =>
        {
            team.Calendar = calendar;
            return Task.FromResult<Refused?>(null);
        }, cancellationToken);

    /// <summary>Ends a team: whoever is in it leaves, what it owns has no owner from then on. Its past stays.</summary>
    public Task<Outcome> EndAsync(int id, DateTimeOffset at, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "team.end", async (db, team) =>
        {
            if (await db.Set<Team>().AnyAsync(below => below.ParentId == id && below.EndedAt == null, cancellationToken))
                return new Refused("has-teams", team.Name);
            var memberships = await db.Set<Membership>().Where(row => row.TeamId == id && (row.Until == null || row.Until > at)).ToListAsync(cancellationToken);
            var owners = await db.Set<ServiceOwner>().Where(row => row.TeamId == id && (row.Until == null || row.Until > at)).ToListAsync(cancellationToken);
            End(db, memberships, at);
            End(db, owners, at);
            team.EndedAt = at.ToUniversalTime();
            return null;
        }, cancellationToken);

    /// <summary>Takes the end of a team back; members and services are given to it anew.</summary>
    public Task<Outcome> ReopenAsync(int id, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "team.reopen", (_, team) =>
        {
            team.EndedAt = null;
            return Task.FromResult<Refused?>(null);
        }, cancellationToken);

    /// <summary>Removes a team that was entered by mistake: one that has, and had, nobody and nothing.</summary>
    public async Task<Outcome> RemoveAsync(int id, Author author, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await db.Set<Team>().FindAsync([id], cancellationToken) is not { } team)
            return Outcome.Refuse("no-team");
        if (!await author.MayWriteAsync(team.ParentId, cancellationToken))
            return Outcome.Refuse("not-yours");
        if (await db.Set<Team>().AnyAsync(below => below.ParentId == id, cancellationToken)
            || await db.Set<Membership>().AnyAsync(row => row.TeamId == id, cancellationToken)
            || await db.Set<ServiceOwner>().AnyAsync(row => row.TeamId == id, cancellationToken))
            return Outcome.Refuse("has-past", team.Name);
        db.Remove(team);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("team.remove", $"team:{id}", Stamp.Of(team)));
        return Outcome.Changed(id);
    }

    private async Task<Outcome> AddAsync(TeamInput input, bool mayExist, Author author, CancellationToken cancellationToken)
    {
        var name = Names.Clean(input.Name);
        var key = Names.Key(name);
        if (Names.Check(name, Team.LongestName) is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var named = await db.Set<Team>().SingleOrDefaultAsync(team => team.Key == key, cancellationToken);
        var known = input.ExternalId is null ? null : await db.Set<Team>().SingleOrDefaultAsync(team => team.ExternalId == input.ExternalId, cancellationToken);
        if (!mayExist && (named ?? known) is { } taken)
            return Outcome.Refuse(taken == named ? "name-taken" : "external-id-taken", taken == named ? name : input.ExternalId!);
        if (known is not null && named is not null && known != named)
            return Outcome.Refuse("name-taken", name);
        if (known is null && named is { ExternalId: not null } && input.ExternalId is not null)
            return Outcome.Refuse("name-taken", name);
        var team = known ?? named;
        var before = team is null ? null : Stamp.Of(team);
        if (team is null)
            db.Add(team = new Team { Name = name, Key = key, CreatedAt = time.GetUtcNow() });
        // A list without ids says nothing about where the team it names belongs.
        else if (known is null)
            input = input with { Parent = team.ParentId };
        if (!await author.MayWriteAsync(before is null ? input.Parent : team.Id, cancellationToken))
            return Outcome.Refuse("not-yours");
        if (input.Parent != team.ParentId && await RefuseParentAsync(db, team.Id, input.Parent, cancellationToken) is { } refused)
            return new Outcome(OutcomeKind.Refused, 0, refused);
        (team.Name, team.Key, team.ParentId, team.ExternalId) =
            (known is null && before is not null ? team.Name : name, key, input.Parent, input.ExternalId ?? team.ExternalId);
        if (before == Stamp.Of(team))
            return Outcome.Unchanged(team.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(
            author, new OrganisationChange(before is null ? "team.add" : "team.edit", $"team:{team.Id}", before, Stamp.Of(team)));
        return before is null ? Outcome.Added(team.Id) : Outcome.Changed(team.Id);
    }

    private async Task<Outcome> ChangeAsync(
        int id, string? stamp, Author author, string action, Func<AppDb, Team, Task<Refused?>> change, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await db.Set<Team>().FindAsync([id], cancellationToken) is not { } team)
            return Outcome.Refuse("no-team");
        if (!await author.MayWriteAsync(id, cancellationToken))
            return Outcome.Refuse("not-yours");
        var before = Stamp.Of(team);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        if (await change(db, team) is { } refused)
            return new Outcome(OutcomeKind.Refused, 0, refused);
        if (Stamp.Of(team) == before)
            return Outcome.Unchanged(id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange(action, $"team:{id}", before, Stamp.Of(team)));
        return Outcome.Changed(id);
    }

    private static async Task<Refused?> RenameAsync(AppDb db, Team team, string name, CancellationToken cancellationToken)
    {
        name = Names.Clean(name);
        var key = Names.Key(name);
        if (Names.Check(name, Team.LongestName) is { } bad)
            return bad;
        if (await db.Set<Team>().AnyAsync(other => other.Key == key && other.Id != team.Id, cancellationToken))
            return new Refused("name-taken", name);
        (team.Name, team.Key) = (name, key);
        return null;
    }

    private static async Task<Refused?> MoveAsync(AppDb db, Team team, int? parent, Author author, CancellationToken cancellationToken)
    {
        if (parent == team.ParentId)
            return null;
        if (await RefuseParentAsync(db, team.Id, parent, cancellationToken) is { } refused)
            return refused;
        if (!await author.MayWriteAsync(parent, cancellationToken))
            return new Refused("not-yours");
        team.ParentId = parent;
        return null;
    }

    private static async Task<Refused?> RefuseParentAsync(AppDb db, int id, int? parent, CancellationToken cancellationToken)
    {
        if (parent is null)
            return null;
        var parents = await db.Set<Team>().ToDictionaryAsync(team => team.Id, team => team.ParentId, cancellationToken);
        if (!parents.ContainsKey(parent.Value))
            return new Refused("no-parent");
        for (var above = parent; above is { } at; above = parents[at])
            if (at == id)
                return new Refused("cycle");
        return null;
    }

    // What was to begin later never does.
    private static void End<TRow>(AppDb db, IEnumerable<TRow> rows, DateTimeOffset at) where TRow : class, IDated
    {
        foreach (var row in rows)
            if (row.Since >= at)
                db.Remove(row);
            else
                row.Until = at.ToUniversalTime();
    }
}
