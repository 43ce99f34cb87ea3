namespace Duet.Engine.Surveys;

/// <summary>The cells of a wave: the whole, each value of an attribute, and each pair of values of a declared cross.</summary>
internal static class Catalogue
{
    /// <summary>
    /// A cell is complete, and in the catalogue, if whole leaves make it up: nobody who belongs to it lies in a leaf with
    /// people who do not. A team's people are those of the teams below it, too.
    /// </summary>
    public static IReadOnlyList<CatalogueCell> Of(
        IReadOnlyList<Leaf> leaves, IReadOnlyList<AskedPerson> people, FreezeRules rules, out IReadOnlyList<(string Cell, HiddenWhy Why)> notAsked)
    {
        var leafOf = leaves.SelectMany((leaf, i) => leaf.People.Select(person => (person, i))).ToDictionary(pair => pair.person, pair => pair.i);
        var (cells, missing) = (new List<CatalogueCell> { new("", new Dictionary<string, string>(), [.. leaves.Select(leaf => leaf.Key)]) }, new List<(string, HiddenWhy)>());
        foreach (var names in rules.Attributes.Select(name => (string[])[name]).Concat(rules.Crosses.Select(cross => (string[])[cross.First, cross.Second])))
        {
            var members = new SortedDictionary<string, (Dictionary<string, string> Where, List<AskedPerson> People)>(StringComparer.Ordinal);
            foreach (var person in people)
            {
                foreach (var where in Cells(person, names, rules))
                {
                    var key = Freezing.KeyOf(names.Select(name => KeyValuePair.Create(name, where[name])));
                    if (!members.TryGetValue(key, out var cell))
                        members[key] = cell = (where, []);
                    cell.People.Add(person);
                }
            }
            foreach (var (key, (where, inside)) in members)
            {
                var touched = inside.Select(person => leafOf[person.Person]).Distinct().Order().ToList();
                if (touched.Sum(leaf => leaves[leaf].People.Count) == inside.Count)
                    cells.Add(new CatalogueCell(key, where, [.. touched.Select(leaf => leaves[leaf].Key)]));
                else
                    missing.Add((key, HiddenWhy.NotAsked));
            }
        }
        notAsked = missing;
        return cells;
    }

    // A person is in the cell of their team and of every team above it.
    private static IEnumerable<Dictionary<string, string>> Cells(AskedPerson person, string[] names, FreezeRules rules)
    {
        IEnumerable<Dictionary<string, string>> found = [new Dictionary<string, string>(StringComparer.Ordinal)];
        foreach (var name in names)
        {
            var values = Values(Freezing.Known(person, name), name, rules).ToList();
            found = found.SelectMany(where => values.Select(value => new Dictionary<string, string>(where, StringComparer.Ordinal) { [name] = value })).ToList();
        }
        return found;
    }

    private static IEnumerable<string> Values(string value, string name, FreezeRules rules)
    {
        for (var at = value; at is { Length: > 0 } and not Freezing.Any; at = name == "team" ? rules.ParentTeam(at)! : null!)
            yield return at;
    }
}
