namespace Duet.Access.SingleSignOn;

/// <summary>Which group brings which role, a pair a line: <c>platform-leads = devex_lead</c>.</summary>
internal static class GroupRoles
{
    public const int Most = 200;

    /// <summary>Reads pairs apart by lines or semicolons; false where one is no pair, names no role, or a group comes twice.</summary>
    public static bool TryRead(string text, out Dictionary<string, Role> roles)
    {
        roles = [];
        foreach (var line in text.Split(['\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Names of groups may hold the sign themselves, as in "cn=leads"; roles do not.
            var sign = line.LastIndexOf('=');
            if (sign < 1 || !RoleNames.TryRead(line[(sign + 1)..], out var role)
                || line[..sign].Trim() is not { Length: > 0 } group || !roles.TryAdd(group, role))
                return false;
        }
        return roles.Count <= Most;
    }

    public static string Write(IReadOnlyDictionary<string, Role> roles) =>
        string.Join('\n', roles.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} = {RoleNames.Of(pair.Value)}"));
}
