using System.Globalization;
using System.Text;

namespace Duet.Tests.Sources.Git;

/// <summary>A history written for <c>git fast-import</c>: hundreds of commits in one process, with dates of our choice.</summary>
internal sealed class HistoryScript
{
    public const string Ann = "Ann <ann@example.org>";
    public const string Ben = "Ben <ben@example.org>";
    public const string Scratch = "refs/scratch/import";

    private readonly List<byte> script = [];
    private int marks;

    /// <summary>Seconds since 1970 of the last commit; each further one is a minute later.</summary>
    public long Clock { get; set; } = 1_700_000_000;

    /// <summary>Adds a commit whose tree is that of its first parent with the files written over it; null deletes one.</summary>
    /// <returns>Its mark, for parents, branches and tags.</returns>
    public string Commit(string message, IReadOnlyList<string>? parents = null, IReadOnlyList<(string Path, string? Text)>? files = null, string author = Ann, long? at = null, long? authoredAt = null)
    {
        var time = at ?? (Clock += 60);
        var mark = ":" + (++marks).ToString(CultureInfo.InvariantCulture);
        Line($"reset {Scratch}");
        Line("");
        Line($"commit {Scratch}");
        Line("mark " + mark);
        Line(FormattableString.Invariant($"author {author} {authoredAt ?? time} +0200"));
        Line(FormattableString.Invariant($"committer {author} {time} +0000"));
        Data(Encoding.UTF8.GetBytes(message));
        for (var i = 0; i < (parents?.Count ?? 0); i++) Line((i == 0 ? "from " : "merge ") + parents![i]);
        foreach (var (path, text) in files ?? [])
        {
            if (text is null)
            {
                Line("D " + Quote(Encoding.UTF8.GetBytes(path)));
                continue;
            }
            Line("M 100644 inline " + Quote(Encoding.UTF8.GetBytes(path)));
            Data(Encoding.UTF8.GetBytes(text));
        }
        Line("");
        return mark;
    }

    /// <summary>Points a branch at a mark or an id.</summary>
    public void Branch(string name, string target) => Reset("refs/heads/" + name, target);

    public void Tag(string name, string target) => Reset("refs/tags/" + name, target);

    public void AnnotatedTag(string name, string target, long? at = null)
    {
        Line("tag " + name);
        Line("from " + target);
        if (at is not null) Line(FormattableString.Invariant($"tagger {Ann} {at} +0000"));
        Data(Encoding.UTF8.GetBytes("Release " + name));
    }

    public byte[] Bytes() => [.. script];

    private void Reset(string name, string target)
    {
        Line("reset " + name);
        Line("from " + target);
        Line("");
    }

    private void Line(string line) => script.AddRange(Encoding.UTF8.GetBytes(line + "\n"));

    private void Data(byte[] data)
    {
        Line(FormattableString.Invariant($"data {data.Length}"));
        script.AddRange(data);
        Line("");
    }

    private static string Quote(byte[] path) =>
        "\"" + string.Concat(path.Select(b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'/' or (byte)'.' ? ((char)b).ToString() : "\\" + Convert.ToString(b, 8).PadLeft(3, '0'))) + "\"";
}
