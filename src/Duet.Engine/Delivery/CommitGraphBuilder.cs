namespace Duet.Engine.Delivery;

/// <summary>
/// Collects commits with their parents, in any order. Memory grows with the commits added; parents need not be added
/// themselves. Not safe for several threads.
/// </summary>
/// <param name="capacity">Commits expected; a hint.</param>
public sealed class CommitGraphBuilder(int capacity = 0)
{
    private readonly CommitIds ids = new(capacity);
    private readonly List<int> nodes = new(capacity);
    private readonly List<int> ends = new(capacity);
    private readonly List<int> parents = new(capacity);
    private readonly List<bool> added = new(capacity);

    /// <summary>Adds one line of <c>git rev-list --parents</c>: the commit and its parents, apart by single spaces.</summary>
    /// <returns>The commit's node.</returns>
    /// <exception cref="FormatException">A word is not a full object id, or is of another length than those before.</exception>
    public int AddLine(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        var space = line.IndexOf(' ');
        return space < 0 ? Add(line, []) : Add(line[..space], line[(space + 1)..]);
    }

    /// <summary>Adds a commit; a commit added before stays as it was.</summary>
    /// <param name="sha">40 or 64 hexadecimal digits.</param>
    /// <param name="parentShas">Full ids apart by spaces, as <c>%P</c> gives them; empty for a root.</param>
    /// <returns>The commit's node.</returns>
    /// <exception cref="FormatException">A word is not a full object id, or is of another length than those before.</exception>
    public int Add(ReadOnlySpan<char> sha, ReadOnlySpan<char> parentShas)
    {
        var node = Intern(sha);
        if (added[node])
            return node;
        added[node] = true;
        foreach (var range in parentShas.Split(' '))
        {
            if (!parentShas[range].IsEmpty)
                parents.Add(Intern(parentShas[range]));
        }
        nodes.Add(node);
        ends.Add(parents.Count);
        return node;
    }

    /// <summary>The graph of all commits added. The builder must not be used afterwards.</summary>
    public CommitGraph Build()
    {
        var count = ids.Count;
        var starts = new int[count + 1];
        for (var i = 0; i < nodes.Count; i++)
            starts[nodes[i] + 1] = ends[i] - Begin(i);
        for (var i = 0; i < count; i++)
            starts[i + 1] += starts[i];
        var flat = new int[parents.Count];
        for (var i = 0; i < nodes.Count; i++)
            parents.CopyTo(Begin(i), flat, starts[nodes[i]], ends[i] - Begin(i));
        return new CommitGraph(ids, starts, flat, [.. added]);
    }

    private int Begin(int i) => i == 0 ? 0 : ends[i - 1];

    private int Intern(ReadOnlySpan<char> sha)
    {
        var node = ids.Intern(sha);
        if (node == added.Count)
            added.Add(false);
        return node;
    }
}
