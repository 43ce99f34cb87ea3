namespace Duet.Access.SingleSignOn;

/// <summary>The identity provider from environment variables, for containers; they go before what the settings page keeps.</summary>
internal static class ProviderVariables
{
    public const string Authority = "DUET_OIDC_AUTHORITY";
    public const string ClientId = "DUET_OIDC_CLIENT_ID";
    public const string ClientSecret = "DUET_OIDC_CLIENT_SECRET";
    public const string Label = "DUET_OIDC_LABEL";
    public const string FirstRole = "DUET_OIDC_FIRST_ROLE";
    public const string GroupsClaim = "DUET_OIDC_GROUPS_CLAIM";
    public const string GroupRoles = "DUET_OIDC_GROUP_ROLES";

    /// <summary>Null where no authority is given.</summary>
    /// <exception cref="FormatException">A variable cannot be understood; the message names it.</exception>
    public static ProviderSettings? Read(Func<string, string?> read)
    {
        if (Value(Authority) is not { } authority)
            return null;
        var claim = Value(GroupsClaim);
        return new ProviderSettings
        {
            Authority = ProviderSettings.IsPossibleAuthority(authority)
                ? authority.TrimEnd('/') : throw new FormatException($"{Authority} has to be an https address (or http on this machine)."),
            ClientId = Value(ClientId) ?? throw new FormatException($"{ClientId} is missing beside {Authority}."),
            Secret = Value(ClientSecret),
            Label = Value(Label) ?? new Uri(authority).Host,
            FirstRole = Value(FirstRole) is not { } first ? null
                : RoleNames.TryRead(first, out var role) ? role : throw new FormatException($"{FirstRole} is no role: {RoleNames.All}."),
            GroupsClaim = claim,
            GroupRoles = Value(GroupRoles) is not { } lines ? new Dictionary<string, Role>()
                : claim is null ? throw new FormatException($"{GroupsClaim} is missing beside {GroupRoles}.")
                : SingleSignOn.GroupRoles.TryRead(lines, out var roles) ? roles
                : throw new FormatException($"{GroupRoles} is written as group=role;group=role, with roles {RoleNames.All}."),
        };

        string? Value(string name) => read(name)?.Trim() is { Length: > 0 } value ? value : null;
    }
}
