using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Comparing;

/// <summary>Teams: found by what their system calls them or by name, added, renamed, given a parent.</summary>
internal sealed class TeamsComparison(Comparison comparison)
{
    private readonly Dictionary<Team, Team?> parents = [];
    private readonly HashSet<Team> planned = [];

    public void Run(IReadOnlyList<PlannedTeam> teams)
    {
        var found = teams.Select(team => (Plan: team, Team: Find(team))).ToList();
        foreach (var team in comparison.Known.Teams.Where(team => team.ParentId is not null))
            parents[team] = comparison.Known.Team(team.ParentId!.Value);
        foreach (var (plan, team) in found)
            if (team is not null)
                comparison.Count(() => Compare(plan, team.Value.Team, team.Value.IsNew));
    }

    /// <summary>The team of that name, added where there is none: for an owner that somebody chose.</summary>
    public Team Ensure(string name, Spot spot)
    {
        if (comparison.Known.Team(TeamRef.Named(name)) is { } known)
            return known;
        var team = Create(Names.Clean(name), null);
        comparison.Say(new PlannedChange(ChangeKind.Added, ChangeSubject.Team, team.Name, "team-added") { Spot = spot });
        return team;
    }

    private (Team Team, bool IsNew)? Find(PlannedTeam plan)
    {
        var called = comparison.Known.TeamByExternalId(plan.ExternalId);
        var named = comparison.Known.Team(TeamRef.Named(plan.Name));
        if (called is not null && named is not null && called != named)
        {
            comparison.Notes.Problem(plan.Spot, "team-name-taken", plan.Name);
            return null;
        }
        var team = called ?? named;
        var isNew = team is null;
        team ??= Create(plan.Name, plan.ExternalId);
        if (planned.Add(team))
            return (team, isNew);
        comparison.Notes.Problem(plan.Spot, "team-twice", plan.Name);
        return null;
    }

    private Team Create(string name, string? externalId)
    {
        var team = new Team { Name = name, Key = Names.Key(name), ExternalId = externalId, CreatedAt = comparison.Today.Now };
        comparison.Db.Add(team);
        comparison.Known.Add(team);
        return team;
    }

    private void Compare(PlannedTeam plan, Team team, bool isNew)
    {
        var parent = plan.Parent is { } named ? comparison.Known.Team(named) : null;
        if (plan.Parent is { } asked && parent is null)
            comparison.Notes.Problem(plan.Spot, "unknown-team", asked.ToString());
        if (isNew)
            Say(plan, team, ChangeKind.Added, parent is null ? "team-added" : "team-added-below", parent?.Name ?? "");
        else
        {
            if (team.Name != plan.Name && team.Key != Names.Key(plan.Name))
            {
                Say(plan, team, ChangeKind.Changed, "team-renamed", plan.Name);
                (team.Name, team.Key) = (plan.Name, Names.Key(plan.Name));
                comparison.Known.Add(team);
            }
            if (parent is not null && parent != parents.GetValueOrDefault(team))
                Say(plan, team, ChangeKind.Changed, "team-moved", parent.Name);
            if (team.ExternalId is null && plan.ExternalId is not null)
            {
                Say(plan, team, ChangeKind.Changed, "team-known-as", plan.ExternalId);
                team.ExternalId = plan.ExternalId;
                comparison.Known.Add(team);
            }
        }
        if (parent is null)
            return;
        parents[team] = parent;
        for (var above = parent; above is not null; above = parents.GetValueOrDefault(above))
            if (above == team)
            {
                comparison.Notes.Problem(plan.Spot, "cycle", team.Name);
                parents.Remove(team);
                return;
            }
        comparison.Later.Add(() => team.ParentId = parent.Id);
    }

    private void Say(PlannedTeam plan, Team team, ChangeKind kind, string code, string word) =>
        comparison.Say(new PlannedChange(kind, ChangeSubject.Team, team.Name, code, word) { Spot = plan.Spot });
}
