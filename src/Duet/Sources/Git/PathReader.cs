using System.Text;
using Duet.Engine.Delivery;

namespace Duet.Sources.Git;

/// <summary>
/// Takes the tokens of <c>git diff-tree --stdin -z --raw</c>: an id, then for each path its modes and the path. Commits that
/// touch nothing are not listed; they get no paths.
/// </summary>
internal sealed class PathReader(IReadOnlyList<HistoryCommit> commits, CommitPaths paths)
{
    private int opened;
    private bool isPath;
    private char[] text = new char[1 << 10];

    public void Accept(ReadOnlySpan<byte> token)
    {
        if (isPath)
        {
            if (text.Length < token.Length) text = new char[token.Length];
            paths.Add(text.AsSpan(0, Encoding.UTF8.GetChars(token, text)));
            isPath = false;
        }
        else if (token[0] == ':') isPath = true;
        else OpenUpTo(Encoding.ASCII.GetString(token));
    }

    /// <summary>Opens the commits that are left.</summary>
    public void End() => OpenUpTo(null);

    private void OpenUpTo(string? sha)
    {
        while (opened < commits.Count)
        {
            paths.Begin();
            if (commits[opened++].Sha == sha) return;
        }
        if (sha is not null) throw new InvalidDataException("git diff-tree answered with a commit that was not asked for.");
    }
}
