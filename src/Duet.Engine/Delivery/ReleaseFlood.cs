namespace Duet.Engine.Delivery;

/// <summary>Which release was the first to contain a commit.</summary>
public static class ReleaseFlood
{
    /// <summary>
    /// Floods the ancestors of each release in turn and stops at what an earlier one holds: every commit is visited once.
    /// Equals the earliest of <c>git tag --contains</c>.
    /// </summary>
    /// <param name="graph">The commits.</param>
    /// <param name="releases">The node of each release, oldest release first; -1 for a release outside of the graph.</param>
    /// <returns>For each node the index of its first release in <paramref name="releases"/>, or -1 where none contains it.</returns>
    public static int[] FirstReleases(CommitGraph graph, IReadOnlyList<int> releases)
    {
        var first = new int[graph.Count];
        Array.Fill(first, -1);
        Stack<int> open = [];
        for (var release = 0; release < releases.Count; release++)
        {
            if (releases[release] is var tip && (tip < 0 || first[tip] >= 0))
                continue;
            first[tip] = release;
            open.Push(tip);
            while (open.TryPop(out var node))
            {
                foreach (var parent in graph.Parents(node))
                {
                    if (first[parent] >= 0)
                        continue;
                    first[parent] = release;
                    open.Push(parent);
                }
            }
        }
        return first;
    }
}
