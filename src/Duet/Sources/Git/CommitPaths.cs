namespace Duet.Sources.Git;

/// <summary>The paths that each of a row of commits touched: every path is kept once, a commit holds numbers.</summary>
internal sealed class CommitPaths
{
    private const char Replacement = '\uFFFD';

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<int> rows = [];
    private readonly List<int> starts = [];

    /// <summary>Opens the next commit.</summary>
    public void Begin() => starts.Add(rows.Count);

    /// <summary>Adds a path to the commit opened last.</summary>
    /// <returns>False where the commit has it already: two paths of invalid UTF-8 can become one text.</returns>
    public bool Add(ReadOnlySpan<char> path)
    {
        var known = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(path, out var number))
        {
            number = names.Count;
            names.Add(path.ToString());
            numbers.Add(names[number], number);
        }
        if (path.Contains(Replacement) && rows.IndexOf(number, starts[^1]) >= 0) return false;
        rows.Add(number);
        return true;
    }

    /// <summary>Numbers of the paths of a commit, for <see cref="Name"/>.</summary>
    public ReadOnlySpan<int> Of(int commit) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)[starts[commit]..(commit + 1 < starts.Count ? starts[commit + 1] : rows.Count)];

    public string Name(int number) => names[number];
}
