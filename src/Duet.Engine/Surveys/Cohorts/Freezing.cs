namespace Duet.Engine.Surveys;

/// <summary>
/// Merges the people of a wave upward into leaves of at least k before anybody is asked, so that no label a person ever
/// carries is shared by fewer.
/// </summary>
public static class Freezing
{
    /// <summary>A label that was given up, or never known.</summary>
    public const string Any = "*";

    private const string Team = "team";

    /// <summary>
    /// The leaves and the catalogue; null where there are fewer than k people in all. While a leaf has fewer than k,
    /// the smallest (ties by its labels, ordinal) loses its lowest-ranked label, a team first climbing to the team above it,
    /// and joins leaves of equal labels; a leaf without labels left takes the next smallest leaf with it.
    /// </summary>
    public static Frozen? Of(IReadOnlyList<AskedPerson> people, FreezeRules rules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.K, 5);
        if (people.Count < rules.K)
            return null;
        var groups = new SortedDictionary<string, Group>(StringComparer.Ordinal);
        foreach (var person in people.OrderBy(person => person.Person))
            Join(groups, [.. rules.Attributes.Select(name => Known(person, name))], [person]);
        while (Smallest(groups, rules.K) is { } small)
            Merge(groups, small, rules);
        return new Frozen([.. groups.Values.Select((group, i) => group.ToLeaf(rules, i))], [], []) is var frozen
            ? frozen with { Catalogue = Catalogue.Of(frozen.Leaves, people, rules, out var notAsked), NotAsked = notAsked }
            : null;
    }

    internal static string Known(AskedPerson person, string name) =>
        person.Attributes.GetValueOrDefault(name) is { Length: > 0 } value ? value : Any;

    /// <summary>The key of a cell: <c>team=Checkout</c>, <c>site=Berlin,team=Checkout</c> in the order given; "" for the whole.</summary>
    public static string KeyOf(IEnumerable<KeyValuePair<string, string>> where) =>
        string.Join(',', where.Select(label => $"{label.Key}={Escaped(label.Value)}"));

    // Names may hold the signs that keys are made of.
    private static string Escaped(string value) => value.Replace("%", "%25").Replace(",", "%2C").Replace("=", "%3D");

    private static Group? Smallest(SortedDictionary<string, Group> groups, int k) =>
        groups.Values.Where(group => group.People.Count < k).MinBy(group => group.People.Count);

    private static void Merge(SortedDictionary<string, Group> groups, Group small, FreezeRules rules)
    {
        groups.Remove(small.Key);
        var lowest = Array.FindLastIndex(small.Labels, label => label != Any);
        if (lowest < 0)
        {
            // Nothing left to give up: the next smallest leaf loses its labels, too.
            var next = groups.Values.MinBy(group => group.People.Count)!;
            groups.Remove(next.Key);
            Join(groups, small.Labels, small.People.Concat(next.People));
            return;
        }
        string[] labels = [.. small.Labels];
        labels[lowest] = rules.Attributes[lowest] == Team && rules.ParentTeam(labels[lowest]) is { Length: > 0 } above ? above : Any;
        // A leaf that gives a label up makes the label's cell incomplete, and a smaller rest beside full siblings can be
        // worked out from them: the next smallest sibling comes along where the rest is still too small.
        var rest = groups.GetValueOrDefault(Group.KeyOf(labels));
        var together = small.People.Count + (rest?.People.Count ?? 0);
        var taken = small.People.AsEnumerable();
        if (together < rules.K)
        {
            var sibling = groups.Values
                .Where(group => group.Key != rest?.Key && group.SharesWith(labels, lowest) && IsUnder(group.Labels[lowest], labels[lowest], rules))
                .MinBy(group => group.People.Count);
            if (sibling is not null)
            {
                groups.Remove(sibling.Key);
                taken = taken.Concat(sibling.People);
            }
        }
        Join(groups, labels, taken);
    }

    private static bool IsUnder(string label, string above, FreezeRules rules)
    {
        for (var at = label; above != Any && at != above; at = rules.ParentTeam(at)!)
            if (at is null or { Length: 0 } or Any)
                return false;
        return true;
    }

    private static void Join(SortedDictionary<string, Group> groups, string[] labels, IEnumerable<AskedPerson> people)
    {
        var key = Group.KeyOf(labels);
        if (!groups.TryGetValue(key, out var group))
            groups[key] = group = new Group(key, labels, []);
        group.People.AddRange(people);
    }

    private sealed record Group(string Key, string[] Labels, List<AskedPerson> People)
    {
        public static string KeyOf(string[] labels) => string.Join('\u001f', labels);

        // Equal in every label ranked above the one given up.
        public bool SharesWith(string[] labels, int upTo) => Labels.AsSpan(0, upTo).SequenceEqual(labels.AsSpan(0, upTo));

        public Leaf ToLeaf(FreezeRules rules, int number)
        {
            var labels = rules.Attributes.Zip(Labels).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            var key = KeyOfLeaf(rules.Attributes.Zip(Labels, (name, label) => KeyValuePair.Create(name, label)), number);
            return new Leaf(key, labels, [.. People.Select(person => person.Person).Order()]);
        }

        private static string KeyOfLeaf(IEnumerable<KeyValuePair<string, string>> labels, int number) =>
            Freezing.KeyOf(labels) is { Length: > 0 } key ? key : $"all{number}";
    }
}
