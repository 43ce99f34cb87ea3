using System.Data.Common;
using Duet.Engine.Facts;

namespace Duet.Engine.Metrics.Planning;

/// <summary>The teams a store knows, and which are part of which.</summary>
internal sealed class TeamTree
{
    // Subtotals stand beside the teams themselves among the values of one dimension: no name starts with this separator.
    private const char Whole = '\u001d';

    private readonly Dictionary<int, Team> byId;
    private readonly Dictionary<string, Team> byName;
    private readonly ILookup<int?, Team> byParent;

    public TeamTree(IReadOnlyList<Team> teams)
    {
        byId = teams.ToDictionary(team => team.Id);
        byName = teams.ToDictionary(team => team.Name, StringComparer.Ordinal);
        byParent = teams.ToLookup(team => team.Parent);
    }

    public static TeamTree None { get; } = new([]);

    /// <summary>All teams in the order of their names.</summary>
    public IEnumerable<Team> All => byName.Values.OrderBy(team => team.Name, StringComparer.Ordinal);

    public static async Task<TeamTree> ReadAsync(IFactStore store, CancellationToken cancellationToken) => new(await store.ReadAsync(
        new FactSql("SELECT id, name, parent, calendar FROM team"), Read, cancellationToken));

    /// <summary>The team of that name; null where there is none, or it is not within the scope.</summary>
    public Team? Find(string name, TeamScope scope) => byName.GetValueOrDefault(name) is { } team && IsWithin(team, scope) ? team : null;

    /// <summary>Teams within a scope, in the order of their names.</summary>
    public IEnumerable<Team> Within(TeamScope scope) => All.Where(team => IsWithin(team, scope));

    /// <summary>The team and all below it.</summary>
    public IEnumerable<Team> SelfAndBelow(Team team) => byParent[team.Id].SelectMany(SelfAndBelow).Prepend(team);

    /// <summary>The team and all above it, nearest first.</summary>
    public IEnumerable<Team> SelfAndAbove(Team team)
    {
        for (var at = (Team?)team; at is not null; at = at.Parent is { } parent ? byId[parent] : null)
            yield return at;
    }

    /// <summary>What stands for a team with all below it: its name for one without any, else the name of the subtotal.</summary>
    public string WholeOf(Team team) => byParent.Contains(team.Id) ? Whole + team.Name : team.Name;

    public static bool IsSubtotal(string value) => value.StartsWith(Whole);

    /// <summary>
    /// The sums in which a value of the dimension is a term: that of the team it lies in and, for a subtotal, its own, to which the
    /// team's direct rows and the teams below it add up. Empty text stands for the whole.
    /// </summary>
    public IEnumerable<string> SumsOf(string value)
    {
        var team = byName.GetValueOrDefault(IsSubtotal(value) ? value[1..] : value);
        if (team is null)
        {
            yield return "";
            yield break;
        }
        var hasBelow = byParent.Contains(team.Id);
        if (hasBelow)
            yield return team.Name;
        if (!hasBelow || IsSubtotal(value))
            yield return team.Parent is { } parent ? byId[parent].Name : "";
    }

    /// <summary>Each team's name with every value its rows count to: itself, and the subtotals of those above it.</summary>
    public IEnumerable<(string Team, string Value)> Values()
    {
        foreach (var team in byName.Values)
        {
            yield return (team.Name, team.Name);
            foreach (var above in SelfAndAbove(team))
                if (byParent.Contains(above.Id))
                    yield return (team.Name, Whole + above.Name);
        }
    }

    private bool IsWithin(Team team, TeamScope scope) => scope.IsAll || SelfAndAbove(team).Any(above => scope.Teams.Contains(above.Id));

    private static Team Read(DbDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3));
}

/// <param name="Calendar">As <see cref="Time.WorkingCalendarText"/> writes it; null for that of the team above.</param>
internal sealed record Team(int Id, string Name, int? Parent, string? Calendar);
