namespace Duet.Teams;

/// <summary>The teams of today as a tree, each before those below it, siblings by name.</summary>
internal sealed class TeamTree
{
    private readonly Dictionary<int, TeamNode> byId;

    public TeamTree(IReadOnlyList<TeamNode> teams)
    {
        var children = teams.ToLookup(team => team.Parent);
        List<TeamNode> ordered = [];
        Visit(null, 0);
        (Nodes, byId) = (ordered, ordered.ToDictionary(node => node.Id));

        int Visit(int? parent, int depth)
        {
            var people = 0;
            foreach (var team in children[parent].OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase))
            {
                var at = ordered.Count;
                ordered.Add(team);
                var all = team.People + Visit(team.Id, depth + 1);
                ordered[at] = team with { Depth = depth, PeopleBelow = all };
                people += all;
            }
            return people;
        }
    }

    public IReadOnlyList<TeamNode> Nodes { get; }

    public TeamNode? Find(int id) => byId.GetValueOrDefault(id);

    /// <summary>The teams above, from the top down.</summary>
    public IReadOnlyList<TeamNode> Above(int id)
    {
        List<TeamNode> above = [];
        for (var parent = Find(id)?.Parent; parent is { } at; parent = byId[at].Parent)
            above.Insert(0, byId[at]);
        return above;
    }

    public IEnumerable<TeamNode> Below(int id) => Nodes.Where(node => Above(node.Id).Any(above => above.Id == id));

    /// <summary>Teams whose name, lead or services hold the words, with those above them.</summary>
    public IReadOnlyList<TeamNode> Search(string words)
    {
        var kept = Nodes.Where(node => node.Matches(words)).SelectMany(node => Above(node.Id).Append(node)).Select(node => node.Id).ToHashSet();
        return [.. Nodes.Where(node => kept.Contains(node.Id))];
    }
}

/// <summary>A team in the tree.</summary>
public sealed record TeamNode
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? Parent { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public int Depth { get; init; }

    /// <summary>Whose primary team it is today.</summary>
    public int People { get; init; }

    /// <summary>Those and the people of all teams below.</summary>
    public int PeopleBelow { get; init; }
    public IReadOnlyList<string> Leads { get; init; } = [];

    /// <summary>What it owns today, by id and name.</summary>
    public IReadOnlyList<(int Id, string Name)> Services { get; init; } = [];

    public bool Matches(string words) =>
        new[] { Name }.Concat(Leads).Concat(Services.Select(service => service.Name))
            .Any(text => text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
