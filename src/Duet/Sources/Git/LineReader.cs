using System.Buffers.Text;
using System.Text;

namespace Duet.Sources.Git;

/// <summary>
/// Takes the tokens of <c>git diff-tree --stdin -z --numstat</c>: an id, then <c>added TAB deleted TAB path</c> for each path.
/// Commits that touch nothing are not listed.
/// </summary>
internal sealed class LineReader
{
    private const char Replacement = '\uFFFD';

    private readonly List<(string Path, LineCount Lines)> files = [];
    private char[] text = new char[1 << 10];

    /// <summary>The commit whose paths are being taken; null before the first.</summary>
    public string? Commit { get; private set; }

    /// <summary>Its paths with lines; binary ones left out.</summary>
    public IReadOnlyList<(string Path, LineCount Lines)> Files => files;

    public LineCount Sum { get; private set; }

    /// <summary>True where the token begins a commit: the one before is whole then, and <see cref="Begin"/> goes on.</summary>
    public static bool IsCommit(ReadOnlySpan<byte> token) => !token.Contains((byte)'\t');

    public void Begin(ReadOnlySpan<byte> token)
    {
        Commit = Encoding.ASCII.GetString(token);
        Sum = default;
        files.Clear();
    }

    public void Accept(ReadOnlySpan<byte> token)
    {
        if (token[0] == '-') return;
        var added = Number(ref token);
        var lines = new LineCount(added, Number(ref token));
        Sum += lines;
        if (text.Length < token.Length) text = new char[token.Length];
        var path = text.AsSpan(0, Encoding.UTF8.GetChars(token, text));
        var twin = path.Contains(Replacement) ? IndexOf(path) : -1;
        if (twin < 0) files.Add((path.ToString(), lines));
        else files[twin] = (files[twin].Path, files[twin].Lines + lines);
    }

    // Two paths of invalid UTF-8 can become one text.
    private int IndexOf(ReadOnlySpan<char> path)
    {
        for (var i = 0; i < files.Count; i++)
        {
            if (path.SequenceEqual(files[i].Path)) return i;
        }
        return -1;
    }

    private static int Number(ref ReadOnlySpan<byte> token)
    {
        if (!Utf8Parser.TryParse(token, out long value, out var used) || used == token.Length || token[used] != '\t')
        {
            throw new InvalidDataException("git diff-tree answered in a form that is not understood.");
        }
        token = token[(used + 1)..];
        return (int)Math.Min(value, int.MaxValue);
    }
}
