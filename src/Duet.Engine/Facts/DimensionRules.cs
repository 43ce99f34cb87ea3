namespace Duet.Engine.Facts;

/// <summary>What must hold of dimensions, so that a join never gives a row twice and a walk up the teams ends.</summary>
internal static class DimensionRules
{
    /// <exception cref="ArgumentException">Something does not hold; the message names it.</exception>
    public static void Check(Dimensions dimensions)
    {
        Once(dimensions.Links, link => (link.Realm, link.Key), "link of");
        Once(dimensions.Teams, team => team.Id, "team");
        Once(dimensions.Teams, team => team.Name, "team named");
        Once(dimensions.Services, service => service.Name, "service");
        Once(dimensions.RepoServices, code => (code.Repo, code.Path), "service of");
        CheckParents(dimensions.Teams);

        foreach (var person in dimensions.Links.Select(link => link.Person).OfType<int>()
                     .Concat(dimensions.Memberships.Select(row => row.Person)).Concat(dimensions.Disciplines.Select(row => row.Person)))
        {
            if (person < PersonNumber.First) throw new ArgumentException($"{person} is no person number: see {nameof(PersonNumber)}.{nameof(PersonNumber.Of)}.");
        }
        Apart(dimensions.Memberships, row => row.Person, row => (row.Since, row.Until), "memberships of person");
        Apart(dimensions.Disciplines, row => row.Person, row => (row.Since, row.Until), "disciplines of person");
        Apart(dimensions.Owners, row => row.Service, row => (row.Since, row.Until), "owners of service");

        var teams = dimensions.Teams.Select(team => team.Id).ToHashSet();
        foreach (var team in dimensions.Memberships.Select(row => row.Team).Concat(dimensions.Owners.Select(row => row.Team)))
        {
            if (!teams.Contains(team)) throw new ArgumentException($"There is no team {team}.");
        }
    }

    private static void CheckParents(IReadOnlyList<TeamRow> teams)
    {
        var parents = teams.ToDictionary(team => team.Id, team => team.Parent);
        foreach (var team in teams)
        {
            var steps = 0;
            for (var above = team.Parent; above is { } id; steps++)
            {
                if (!parents.TryGetValue(id, out above)) throw new ArgumentException($"There is no team {id}, of which '{team.Name}' or one above it is a part.");
                if (steps > teams.Count) throw new ArgumentException($"The team '{team.Name}' lies within itself.");
            }
        }
    }

    private static void Once<TRow, TKey>(IReadOnlyList<TRow> rows, Func<TRow, TKey> key, string what)
    {
        var seen = new HashSet<TKey>(rows.Count);
        foreach (var row in rows)
        {
            if (!seen.Add(key(row))) throw new ArgumentException($"There is more than one {what} {key(row)}.");
        }
    }

    private static void Apart<TRow, TKey>(
        IReadOnlyList<TRow> rows, Func<TRow, TKey> key, Func<TRow, (DateTimeOffset Since, DateTimeOffset Until)> interval, string what)
    {
        foreach (var group in rows.GroupBy(key, interval))
        {
            var end = DateTimeOffset.MinValue;
            foreach (var (since, until) in group.Order())
            {
                if (until <= since) throw new ArgumentException($"One of the {what} {group.Key} ends before it starts.");
                if (since < end) throw new ArgumentException($"The {what} {group.Key} overlap.");
                end = until;
            }
        }
    }
}
