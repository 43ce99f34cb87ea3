using System.Text.RegularExpressions;

namespace Duet.Sources;

/// <summary>Names of sources: short, unique, fit for an address and a folder.</summary>
internal static partial class SourceNames
{
    public static bool IsGood(string name) => name.Length <= SourceRecord.LongestName && Good().IsMatch(name);

    /// <summary>A free name made of the last part of a path or address.</summary>
    public static string From(string location, IReadOnlySet<string> taken)
    {
        var path = location.Split('?', '#')[0].TrimEnd('/', '\\');
        // The folder a repository keeps itself in says nothing; the one around it does.
        if (path.EndsWith("/.git", StringComparison.Ordinal))
            path = path[..^"/.git".Length];
        var last = Uri.UnescapeDataString(path.Split('/', '\\', ':')[^1]);
        if (last.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            last = last[..^4];
        var name = Other().Replace(last.ToLowerInvariant(), "-").Trim('-', '.', '_');
        if (name.Length == 0)
            name = "repository";
        name = name[..Math.Min(name.Length, SourceRecord.LongestName - 4)];
        // What programs send belongs to the source 'api'.
        return taken.Contains(name) || name == "api"
            ? Enumerable.Range(2, taken.Count + 1).Select(number => $"{name}-{number}").First(free => !taken.Contains(free))
            : name;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]*$")]
    private static partial Regex Good();

    [GeneratedRegex("[^a-z0-9._-]+")]
    private static partial Regex Other();
}
