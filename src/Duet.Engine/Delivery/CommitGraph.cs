namespace Duet.Engine.Delivery;

/// <summary>
/// The commits of a repository and their parents, as dense node numbers: about 40 bytes a commit. Nodes are numbered in
/// the order in which the builder first heard of them. Immutable; safe to read from several threads.
/// </summary>
/// <remarks>
/// A parent that was named but never added (a shallow clone, a history read in part) is a node without parents for
/// which <see cref="IsMissing"/> is true, so that a merge stays a merge.
/// </remarks>
public sealed class CommitGraph
{
    private readonly CommitIds ids;
    private readonly int[] starts;
    private readonly int[] parents;
    private readonly bool[] present;

    internal CommitGraph(CommitIds ids, int[] starts, int[] parents, bool[] present) =>
        (this.ids, this.starts, this.parents, this.present) = (ids, starts, parents, present);

    /// <summary>Nodes in all, missing parents included.</summary>
    public int Count => ids.Count;

    /// <summary>The node of a full id in hexadecimal, or -1.</summary>
    public int Find(ReadOnlySpan<char> sha) => ids.Find(sha);

    /// <summary>The one node whose id starts with <paramref name="prefix"/> (4 hexadecimal digits or more), or -1 for none or several.</summary>
    public int FindAbbreviated(ReadOnlySpan<char> prefix) => ids.FindAbbreviated(prefix);

    /// <summary>The full id in lower-case hexadecimal.</summary>
    public string Sha(int node) => ids.Text(node);

    /// <summary>Parents in git's order; empty for roots and missing nodes.</summary>
    public ReadOnlySpan<int> Parents(int node) => parents.AsSpan(starts[node], starts[node + 1] - starts[node]);

    /// <summary>True for two parents or more, missing ones included.</summary>
    public bool IsMerge(int node) => starts[node + 1] - starts[node] > 1;

    /// <summary>True for a node known only as somebody's parent.</summary>
    public bool IsMissing(int node) => !present[node];

    /// <summary>
    /// The commits that <c>git log --first-parent head</c> lists, newest first; missing nodes are left out.
    /// </summary>
    public IReadOnlyList<int> FirstParents(int head)
    {
        List<int> line = [];
        // Replaced commits can make a circle in a hostile repository, hence the bound.
        for (var node = head; present[node] && line.Count < Count; node = parents[starts[node]])
        {
            line.Add(node);
            if (starts[node] == starts[node + 1])
                break;
        }
        return line;
    }

    /// <summary>
    /// For each node the commit of <paramref name="mainline"/> that first brought it in: the oldest merge M with the node
    /// in <c>M^1..M</c>. Commits of the mainline belong to themselves; -1 for what no commit of it reaches.
    /// </summary>
    /// <param name="mainline">As <see cref="FirstParents"/> gives it: newest first.</param>
    public int[] BroughtInBy(IReadOnlyList<int> mainline)
    {
        var owner = new int[Count];
        Array.Fill(owner, -1);
        foreach (var node in mainline)
            owner[node] = node;
        Stack<int> open = [];
        for (var i = mainline.Count - 1; i >= 0; i--)
        {
            var merge = mainline[i];
            open.Push(merge);
            while (open.TryPop(out var node))
            {
                foreach (var parent in Parents(node))
                {
                    if (owner[parent] >= 0)
                        continue;
                    owner[parent] = merge;
                    open.Push(parent);
                }
            }
        }
        return owner;
    }

    /// <summary>All nodes, every parent before its children; otherwise in the order of numbers.</summary>
    public int[] TopologicalOrder()
    {
        var order = new int[Count];
        var (emitted, entered) = (new bool[Count], new bool[Count]);
        var count = 0;
        Stack<(int Node, int Next)> open = [];
        for (var root = 0; root < Count; root++)
        {
            if (entered[root])
                continue;
            entered[root] = true;
            open.Push((root, 0));
            while (open.TryPop(out var step))
            {
                var above = Parents(step.Node);
                var next = step.Next;
                while (next < above.Length && entered[above[next]])
                    next++;
                if (next == above.Length)
                {
                    if (!emitted[step.Node])
                        order[count++] = step.Node;
                    emitted[step.Node] = true;
                    continue;
                }
                open.Push((step.Node, next + 1));
                entered[above[next]] = true;
                open.Push((above[next], 0));
            }
        }
        return order;
    }
}
