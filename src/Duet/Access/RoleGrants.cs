namespace Duet.Access;

/// <summary>Who may give which role: never one above the own, and only those who manage accounts at all.</summary>
internal static class RoleGrants
{
    public static bool MayGive(this Role by, Role role) => by is Role.Owner or Role.Admin && by <= role;

    /// <summary>The roles that may be given, from most to least.</summary>
    public static IReadOnlyList<Role> MayGive(this Role by) => [.. Enum.GetValues<Role>().Where(role => by.MayGive(role))];
}
