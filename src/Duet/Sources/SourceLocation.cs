using System.Text.RegularExpressions;

namespace Duet.Sources;

/// <summary>Paths and addresses of sources, as they are kept and as they are shown.</summary>
internal static partial class SourceLocation
{
    /// <summary>A folder that exists is kept by its full path; everything else as it was given.</summary>
    public static string Kept(string location) => Directory.Exists(location) ? Path.GetFullPath(location) : location;

    /// <summary>Without user name and password.</summary>
    public static string Shown(string location) => UserInfo().Replace(location, "$1");

    [GeneratedRegex("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#]*@")]
    private static partial Regex UserInfo();
}
