using System.Text.RegularExpressions;

namespace Duet.Sources.Git;

/// <summary>Where a repository lies: a folder of this machine or an address that git may fetch from.</summary>
internal sealed partial class GitAddress
{
    private GitAddress(string location, bool isRemote, string? credentials = null) =>
        (Location, IsRemote, Credentials) = (location, isRemote, credentials);

    /// <summary>A full path, or an address without credentials.</summary>
    public string Location { get; }

    public bool IsRemote { get; }

    /// <summary><c>user:password</c> of an https address: never shown, logged, written to disk or put on a command line.</summary>
    public string? Credentials { get; }

    /// <summary>Reads a location; gives a problem where it can never be a repository we may read.</summary>
    public static (GitAddress? Address, SourceProblem? Problem) Parse(string location, bool allowHttp)
    {
        if (string.IsNullOrWhiteSpace(location)) return Forbidden("The address is empty.");
        if (location.Any(char.IsControl)) return Forbidden("The address holds control characters.");
        if (location.StartsWith('-')) return Forbidden("An address must not begin with a dash.");
        // git takes `name::rest` as a call of the program git-remote-name.
        if (RemoteHelper().IsMatch(location)) return Forbidden("Addresses of the form `helper::address` run programs and are not allowed.");

        var scheme = Scheme().Match(location);
        if (scheme.Success) return ParseUrl(location, scheme.Groups[1].Value.ToLowerInvariant(), allowHttp);
        var scp = ScpLike().Match(location);
        if (scp.Success && !Directory.Exists(location))
        {
            return scp.Groups["host"].Value.StartsWith('-') || scp.Groups["user"].Value.StartsWith('-') || scp.Groups["path"].Value.StartsWith('-')
                ? Forbidden("Host, user and path must not begin with a dash.")
                : (new GitAddress(location, isRemote: true), null);
        }
        return (new GitAddress(Path.GetFullPath(location), isRemote: false), null);
    }

    /// <summary>Takes user names and passwords out of every address within a text.</summary>
    public static string Redact(string text) => UserInfo().Replace(text, "$1***@");

    private static (GitAddress?, SourceProblem?) ParseUrl(string location, string scheme, bool allowHttp)
    {
        if (scheme is not ("https" or "ssh" or "file" or "http")) return Forbidden($"The protocol {scheme} is not allowed.");
        if (scheme == "http" && !allowHttp) return Forbidden("http sends code and credentials unprotected and is not allowed.");
        if (!Uri.TryCreate(location, UriKind.Absolute, out var uri)) return Forbidden("The address is not well formed.");
        // A folder of this machine is read in place: no upload-pack runs in it.
        if (scheme == "file")
        {
            return uri.Host.Length > 0 && uri.Host != "localhost"
                ? Forbidden("A file address must not name a host.")
                : (new GitAddress(Path.GetFullPath(Uri.UnescapeDataString(uri.AbsolutePath)), isRemote: false), null);
        }
        if (uri.Host.Length == 0 || uri.Host.StartsWith('-') || Uri.UnescapeDataString(uri.UserInfo).StartsWith('-'))
        {
            return Forbidden("The address names no host, or a host or user that begins with a dash.");
        }
        if (scheme == "ssh" || uri.UserInfo.Length == 0) return (new GitAddress(location, isRemote: true), null);
        var bare = location.Remove(location.IndexOf("://", StringComparison.Ordinal) + 3, location.IndexOf('@', StringComparison.Ordinal) - location.IndexOf("://", StringComparison.Ordinal) - 2);
        var credentials = Uri.UnescapeDataString(uri.UserInfo);
        return (new GitAddress(bare, isRemote: true, credentials.Contains(':', StringComparison.Ordinal) ? credentials : credentials + ":"), null);
    }

    private static (GitAddress?, SourceProblem?) Forbidden(string message) => (null, new SourceProblem(
        "forbidden-address", message, "Give the path of a folder, or an address that begins with https:// or ssh://."));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9+.\-]*::")]
    private static partial Regex RemoteHelper();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.\-]*)://")]
    private static partial Regex Scheme();

    // As git reads it: a colon before the first slash. One letter before it is a drive.
    [GeneratedRegex(@"^(?:(?<user>[^/@:]*)@)?(?<host>\[[^\]]+\]|[^/:@\[]{2,}):(?<path>.*)$")]
    private static partial Regex ScpLike();

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.\-]*://)[^/\s@]*(?:@[^/\s@]*)*@")]
    private static partial Regex UserInfo();
}
