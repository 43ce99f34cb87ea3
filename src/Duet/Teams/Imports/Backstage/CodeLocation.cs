using System.Text.RegularExpressions;
using Duet.Teams.Imports.Plans;

namespace Duet.Teams.Imports.Backstage;

/// <summary>Tells from annotations which repository, and which folder of it, a component's code is in.</summary>
internal static partial class CodeLocation
{
    private const string Source = "backstage.io/source-location";
    private const string Managed = "backstage.io/managed-by-location";

    private static readonly string[] Slugs = ["github.com/project-slug", "gitlab.com/project-slug", "bitbucket.org/project-slug"];

    /// <summary>Null where no annotation tells it.</summary>
    public static PlannedCode? Of(Entity entity)
    {
        var slug = Slugs.Select(entity.Annotations.Text).FirstOrDefault(text => text is not null);
        var location = new[] { Source, Managed }.Select(entity.Annotations.Text)
            .FirstOrDefault(text => text is not null && Address().IsMatch(text.Value));
        if (location is not null && Address().Match(location.Value) is var match && (slug is null || slug.Value.Equals(match.Groups["repo"].Value, StringComparison.OrdinalIgnoreCase)))
        {
            var path = Folder(Uri.UnescapeDataString(match.Groups["path"].Value), match.Groups["kind"].Value);
            return new PlannedCode(match.Groups["repo"].Value, path, entity.At(location));
        }
        return slug is null ? null : new PlannedCode(slug.Value.Trim('/'), "", entity.At(slug));
    }

    // A location may name the catalogue's own file; its folder is meant.
    private static string Folder(string path, string kind)
    {
        path = path.Trim('/');
        return kind != "blob" ? path : path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
    }

    [GeneratedRegex(@"^(?:url:)?https?://[^/\s]+/(?<repo>[^\s?#]+?)(?:\.git)?(?:/(?:-/)?(?<kind>tree|blob|src)/[^/\s]+(?<path>/[^\s?#]*)?)?/?$")]
    private static partial Regex Address();
}
