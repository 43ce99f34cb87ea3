namespace Duet.Access;

/// <summary>Where to go after signing in: only to a page of our own.</summary>
internal static class ReturnUrl
{
    public static string Checked(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}
