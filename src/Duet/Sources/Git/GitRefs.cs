using System.Buffers;

namespace Duet.Sources.Git;

/// <summary>
/// The refs of a repository at one moment, read from its files. No git runs for this, so that nothing in the
/// repository's own settings is ever looked at.
/// </summary>
internal sealed class GitRefs
{
    private static readonly string[] MainBranches = ["main", "master", "trunk", "develop", "default"];
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private readonly SortedDictionary<string, string> refs = new(StringComparer.Ordinal);

    /// <summary>The commit that HEAD leads to; where it leads nowhere, that of the likely main branch; null where there is none.</summary>
    public string? Head { get; private set; }

    /// <summary>The branch that <see cref="Head"/> is the tip of, without <c>refs/heads/</c> or its remote; null where that is not known.</summary>
    public string? HeadBranch { get; private set; }

    /// <summary>Name without <c>refs/tags/</c> and the object named, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Tags =>
        refs.Where(pair => pair.Key.StartsWith("refs/tags/", StringComparison.Ordinal)).Select(pair => KeyValuePair.Create(pair.Key["refs/tags/".Length..], pair.Value));

    public bool HasBranches => refs.Keys.Any(name => !name.StartsWith("refs/tags/", StringComparison.Ordinal));

    public static GitRefs Read(GitFolder folder)
    {
        var all = new GitRefs();
        all.ReadPacked(Path.Combine(folder.Common, "packed-refs"));
        var symbolic = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var space in (string[])["heads", "tags", "remotes"])
        {
            all.ReadLoose(Path.Combine(folder.Common, "refs", space), "refs/" + space, symbolic);
        }
        foreach (var (name, target) in symbolic)
        {
            if (all.refs.TryGetValue(target, out var id)) all.refs[name] = id;
        }
        all.Head = all.FindHead(folder, symbolic);
        return all;
    }

    private static bool IsId(ReadOnlySpan<char> text) => text.Length is 40 or 64 && !text.ContainsAnyExcept(Hex);

    private string? FindHead(GitFolder folder, Dictionary<string, string> symbolic)
    {
        var text = GitFolder.ReadPointer(Path.Combine(folder.Own, "HEAD")) ?? "";
        if (IsId(text)) return text;
        if (text.StartsWith("ref:", StringComparison.Ordinal))
        {
            var target = text["ref:".Length..].Trim();
            if (refs.TryGetValue(target, out var id)) return Branch(target, id);
            // Refs of other spaces, such as those of a linked work tree.
            if (target.StartsWith("refs/", StringComparison.Ordinal) && !target.Contains("..", StringComparison.Ordinal)
                && GitFolder.ReadPointer(Path.Combine(folder.Common, target)) is { } other && IsId(other))
            {
                return other;
            }
        }
        return Likely(symbolic);
    }

    private string? Likely(Dictionary<string, string> symbolic)
    {
        string[] names =
        [
            .. MainBranches.Select(name => "refs/heads/" + name),
            .. symbolic.Where(pair => pair.Key.EndsWith("/HEAD", StringComparison.Ordinal)).Select(pair => pair.Value),
            .. MainBranches.Select(name => "refs/remotes/origin/" + name),
        ];
        if (names.FirstOrDefault(refs.ContainsKey) is { } known) return Branch(known, refs[known]);
        var branches = refs.Where(pair => !pair.Key.StartsWith("refs/tags/", StringComparison.Ordinal)).DistinctBy(pair => pair.Value).Take(2).ToList();
        return branches.Count == 1 ? Branch(branches[0].Key, branches[0].Value) : null;
    }

    private string Branch(string name, string id)
    {
        HeadBranch = name.StartsWith("refs/heads/", StringComparison.Ordinal) ? name["refs/heads/".Length..]
            : name.StartsWith("refs/remotes/origin/", StringComparison.Ordinal) ? name["refs/remotes/origin/".Length..] : null;
        return id;
    }

    private void ReadPacked(string path)
    {
        if (GitFolder.Regular(path) is null) return;
        foreach (var line in File.ReadLines(path))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0 && line[0] is not ('#' or '^') && IsId(line.AsSpan(0, space))) refs[line[(space + 1)..]] = line[..space];
        }
    }

    private void ReadLoose(string folder, string name, Dictionary<string, string> symbolic)
    {
        var start = new DirectoryInfo(folder);
        if (!start.Exists || start.LinkTarget is not null) return;
        foreach (var entry in start.EnumerateFileSystemInfos())
        {
            var full = name + "/" + entry.Name;
            if (entry is DirectoryInfo)
            {
                ReadLoose(entry.FullName, full, symbolic);
                continue;
            }
            if (entry.Name.EndsWith(".lock", StringComparison.Ordinal)) continue;
            var text = GitFolder.ReadPointer(entry.FullName);
            if (text is null) continue;
            if (IsId(text)) refs[full] = text;
            else if (text.StartsWith("ref:", StringComparison.Ordinal)) symbolic[full] = text["ref:".Length..].Trim();
        }
    }
}
