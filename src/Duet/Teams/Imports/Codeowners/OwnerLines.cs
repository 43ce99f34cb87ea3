using System.Text;
using System.Text.RegularExpressions;
using Duet.Teams.Imports.Csv;

namespace Duet.Teams.Imports.Codeowners;

/// <summary>Reads the lines of a CODEOWNERS file as GitHub and GitLab write them.</summary>
internal static partial class OwnerLines
{
    private const int LongestLine = 4_000;

    /// <exception cref="UnreadableException">It is no text.</exception>
    public static IReadOnlyList<OwnerRule> Read(ImportFile file, ImportNotes notes)
    {
        List<OwnerRule> rules = [];
        var (section, defaults, number) = ("", (IReadOnlyList<string>)[], 0);
        foreach (var raw in Encoding.UTF8.GetString(TextBytes.Utf8Of(file).Span).Split('\n'))
        {
            var (line, spot) = (raw.Trim(), new Spot(file.Name, ++number));
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line.Length > LongestLine)
                throw UnreadableException.TooLarge(spot, "row-size", LongestLine / 1000);
            if (Section().Match(line) is { Success: true } head)
            {
                (section, defaults) = (head.Groups[1].Value.Trim().ToLowerInvariant(), Words(head.Groups[2].Value));
                continue;
            }
            var words = Words(line);
            var owners = words.Skip(1).Where(IsOwner).ToList();
            if (words.Skip(1).FirstOrDefault(word => !IsOwner(word)) is { } odd)
                notes.Remark(spot, "owner-odd", Checked.Shown(odd));
            if (words[0].StartsWith('!'))
            {
                notes.Remark(spot, "pattern-not", Checked.Shown(words[0]));
                continue;
            }
            var (folder, anywhere) = FolderOf(words[0]);
            rules.Add(new OwnerRule(words[0], folder, anywhere, owners.Count > 0 || words.Count > 1 ? owners : defaults, section, spot));
        }
        return rules;
    }

    // "/apps/web/", "/apps/web/**", "apps/web/" and "/apps/web" are the folder; "*" and "/" everything; "web/" any folder of that name.
    private static (string? Folder, bool Anywhere) FolderOf(string pattern)
    {
        var path = pattern.EndsWith("/**", StringComparison.Ordinal) ? pattern[..^3] : pattern.EndsWith("/**/*", StringComparison.Ordinal) ? pattern[..^5] : pattern;
        if (path is "*" or "**" or "/" or "" or "/*/**")
            return ("", false);
        var folder = path.Trim('/');
        if (folder.StartsWith("**/", StringComparison.Ordinal))
            return folder[3..].IndexOfAny(['*', '?', '[']) >= 0 ? (null, false) : (folder[3..], true);
        if (folder.IndexOfAny(['*', '?', '[', ']', '!']) >= 0 || IsFile(path))
            return (null, false);
        return (folder, !path.StartsWith('/') && !folder.Contains('/', StringComparison.Ordinal));
    }

    // Without a slash at its end a pattern may be a file: one with an ending is.
    private static bool IsFile(string path) => !path.EndsWith('/') && path[(path.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal);

    private static bool IsOwner(string word) => word.StartsWith('@') || Checked.IsMail(word.ToLowerInvariant());

    // A blank of a path's own has a backslash before it; a comment may end a line.
    private static List<string> Words(string line)
    {
        var words = Word().Matches(line).Select(match => match.Value.Replace("\\ ", " ", StringComparison.Ordinal).Replace("\\#", "#", StringComparison.Ordinal)).ToList();
        var comment = words.FindIndex(1 > words.Count ? 0 : Math.Min(1, words.Count), word => word.StartsWith('#'));
        return comment < 0 ? words : words[..comment];
    }

    [GeneratedRegex(@"^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$")]
    private static partial Regex Section();

    [GeneratedRegex(@"(?:\\.|\S)+")]
    private static partial Regex Word();
}
