using System.Runtime.InteropServices;

namespace Duet.Engine.Identity;

/// <summary>
/// Pairs worth comparing: those that share a key made of their names and logins. All pairs of 25,000 would be 300 million;
/// keys that too many share (a common first name, <c>git</c>) join nobody, their owners still meet under other keys.
/// </summary>
internal static class Blocks
{
    private const int MostOfAKey = 40;

    /// <summary>Indices into <paramref name="all"/>, the smaller first; no pair twice, none of one owner.</summary>
    public static IReadOnlyCollection<(int First, int Second)> Pairs(IReadOnlyList<Traits> all)
    {
        Dictionary<string, List<int>> blocks = [];
        for (var i = 0; i < all.Count; i++)
            foreach (var key in Keys(all[i]))
            {
                ref var block = ref CollectionsMarshal.GetValueRefOrAddDefault(blocks, key, out _);
                block ??= [];
                if (block.Count <= MostOfAKey && (block.Count == 0 || block[^1] != i))
                    block.Add(i);
            }

        HashSet<(int, int)> pairs = [];
        foreach (var block in blocks.Values)
        {
            if (block.Count is < 2 or > MostOfAKey)
                continue;
            for (var i = 0; i < block.Count; i++)
                for (var j = i + 1; j < block.Count; j++)
                    if (all[block[i]].Owner != all[block[j]].Owner)
                        pairs.Add((block[i], block[j]));
        }
        return pairs;
    }

    private static IEnumerable<string> Keys(Traits traits)
    {
        var name = traits.Name;
        if (traits.Handle.Length > 0)
            yield return traits.Handle;
        if (!name.IsFull)
            yield break;
        yield return name.Sorted;
        // What logins are made of; the same space as logins, so that "jdoe" meets "Jane Doe".
        yield return name.Joined;
        yield return name.Given[..1] + name.Family;
        yield return name.Family + name.Given[..1];
        yield return name.Family + name.Given;
        yield return name.Given + name.Family[..1];
        // Names with a slip, a middle name or a short form share one end and the start of the other.
        yield return "<" + name.Given + " " + name.Family[..Math.Min(2, name.Family.Length)];
        var given = ShortForms.LongOf(name.Given);
        yield return ">" + given[..Math.Min(2, given.Length)] + " " + name.Family;
    }
}
