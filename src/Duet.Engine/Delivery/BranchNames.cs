using System.Text.RegularExpressions;

namespace Duet.Engine.Delivery;

/// <summary>What the name of a merged branch tells: is it the default branch itself, or one that keeps an old version alive?</summary>
/// <param name="defaultBranch">Null where unknown.</param>
internal sealed partial class BranchNames(string? defaultBranch)
{
    private static readonly string[] Usual = ["main", "master", "trunk"];

    public bool IsDefault(ChangeMark mark)
    {
        var name = Name(mark);
        return defaultBranch == null ? Usual.Contains(name) : name == defaultBranch;
    }

    /// <summary>Maintenance branches and version tags; beside a default branch of another name also main, master and trunk.</summary>
    public static bool IsMaintenance(ChangeMark mark)
    {
        var name = Name(mark);
        return name != null && (Usual.Contains(name) || Maintenance().IsMatch(name) || TagVersion.Of(name) != null);
    }

    // A remote-tracking branch is named after its remote: origin/main.
    private static string? Name(ChangeMark mark) =>
        mark.Kind == ChangeMarkKind.GitRemote && mark.Source?.IndexOf('/', StringComparison.Ordinal) is { } slash and >= 0
            ? mark.Source[(slash + 1)..]
            : mark.Source;

    [GeneratedRegex(
        "^(?:maint|maintenance|stable|support|lts|release|releases)(?:$|[-_/].*)|^v?[0-9]+[._](?:[0-9]+|x)(?:[._].*|-.*)?$|.*-(?:stable|maint|lts|maintenance)$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Maintenance();
}
