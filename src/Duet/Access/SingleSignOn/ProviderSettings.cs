namespace Duet.Access.SingleSignOn;

/// <summary>The identity provider as it is used: from the start of the server, or from the records with the secret opened.</summary>
internal sealed record ProviderSettings
{
    public required string Authority { get; init; }
    public required string ClientId { get; init; }

    /// <summary>Null for a public client, or where the kept one cannot be read any more.</summary>
    public string? Secret { get; init; }

    /// <summary>What the button says.</summary>
    public required string Label { get; init; }

    /// <summary>The role of newcomers; null lets only those in who have an account or an invitation.</summary>
    public Role? FirstRole { get; init; }
    public string? GroupsClaim { get; init; }
    public IReadOnlyDictionary<string, Role> GroupRoles { get; init; } = new Dictionary<string, Role>();

    public bool MapsGroups => GroupsClaim is not null && GroupRoles.Count > 0;

    /// <summary>
    /// The role that the provider's groups ask for at this sign-in; null where groups decide nothing. The highest counts;
    /// where no group is known, or none is told, it is that of newcomers, or the least.
    /// </summary>
    public Role? RoleOf(IReadOnlyCollection<string>? groups)
    {
        if (!MapsGroups)
            return null;
        var roles = (groups ?? []).Where(GroupRoles.ContainsKey).Select(group => GroupRoles[group]).ToList();
        return roles.Count > 0 ? roles.Min() : FirstRole ?? Role.Viewer;
    }

    /// <summary>True for an address that a provider may have: https, or http on this machine.</summary>
    public static bool IsPossibleAuthority(string text) =>
        text.Length <= OidcSettings.LongestAuthority
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo: "", Query: "", Fragment: "" };
}
