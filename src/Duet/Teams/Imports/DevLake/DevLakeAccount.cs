namespace Duet.Teams.Imports.DevLake;

/// <summary>An account as DevLake names it, such as <c>github:GithubAccount:1:583231</c>, turned into what facts call it.</summary>
internal static class DevLakeAccount
{
    private const int Parts = 4;

    // Facts of these know people by login; DevLake keeps the login beside its number.
    private static readonly HashSet<string> ByLogin = ["github", "gitlab", "bitbucket", "gitee", "gitea"];

    // ... and of these by the service's own number, which DevLake's id ends with.
    private static readonly HashSet<string> ByNumber = ["jira", "linear", "pagerduty", "azuredevops", "slack", "tapd", "zentao"];

    /// <summary>Realm and key; null where it cannot be told.</summary>
    public static (string Realm, string Key)? IdentityOf(string id, string? login)
    {
        var parts = id.Split(':', Parts);
        if (parts.Length < Parts)
            return null;
        var realm = parts[0].ToLowerInvariant();
        return ByLogin.Contains(realm) && !string.IsNullOrEmpty(login) ? (realm, login.ToLowerInvariant())
            : ByNumber.Contains(realm) && parts[^1].Length > 0 ? (realm, parts[^1].ToLowerInvariant())
            : null;
    }
}
