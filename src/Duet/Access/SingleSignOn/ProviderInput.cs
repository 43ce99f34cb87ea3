namespace Duet.Access.SingleSignOn;

/// <summary>The settings of the identity provider as a form sends them.</summary>
public sealed class ProviderInput
{
    public string? Authority { get; set; }
    public string? ClientId { get; set; }

    /// <summary>Empty keeps the one there is.</summary>
    public string? Secret { get; set; }
    public string? Label { get; set; }
    public string? FirstRole { get; set; }
    public string? GroupsClaim { get; set; }
    public string? GroupRoles { get; set; }

    /// <summary>Which button was used: <c>save</c> or <c>test</c>.</summary>
    public string? Do { get; set; }

    internal static ProviderInput Of(ProviderSettings? settings) => settings is null ? new() : new()
    {
        Authority = settings.Authority,
        ClientId = settings.ClientId,
        Label = settings.Label,
        FirstRole = settings.FirstRole?.ToString(),
        GroupsClaim = settings.GroupsClaim,
        GroupRoles = SingleSignOn.GroupRoles.Write(settings.GroupRoles),
    };

    /// <summary>The settings, or the names of the texts that say what is wrong.</summary>
    internal (ProviderSettings? Settings, IReadOnlyList<string> Problems) Check(ProviderSettings? kept)
    {
        List<string> problems = [];
        var authority = (Authority ?? "").Trim().TrimEnd('/');
        if (authority.EndsWith(ProviderCheck.Discovery, StringComparison.Ordinal))
            authority = authority[..^ProviderCheck.Discovery.Length];
        if (!ProviderSettings.IsPossibleAuthority(authority))
            problems.Add("BadAuthority");
        if (ClientId?.Trim() is not { Length: > 0 and <= OidcSettings.LongestClientId })
            problems.Add("BadClientId");
        if (Label?.Trim() is not { Length: > 0 and <= OidcSettings.LongestLabel })
            problems.Add("BadLabel");
        var groupsClaim = GroupsClaim?.Trim() is { Length: > 0 } claim ? claim : null;
        if (groupsClaim?.Length > OidcSettings.LongestClaim)
            problems.Add("BadGroupsClaim");
        if (!SingleSignOn.GroupRoles.TryRead(GroupRoles ?? "", out var groupRoles))
            problems.Add("BadGroupRoles");
        else if (groupRoles.Count > 0 && groupsClaim is null)
            problems.Add("NoGroupsClaim");
        Role? first = null;
        if (!string.IsNullOrEmpty(FirstRole))
        {
            if (RoleNames.TryRead(FirstRole, out var role))
                first = role;
            else
                problems.Add("BadFirstRole");
        }
        var secret = string.IsNullOrWhiteSpace(Secret) ? null : Secret.Trim();
        // A kept secret goes to nobody but the provider it was entered for.
        if (secret is null && kept?.Secret is not null)
        {
            if (kept.Authority == authority)
                secret = kept.Secret;
            else
                problems.Add("SecretAgain");
        }
        return problems.Count > 0
            ? (null, problems)
            : (new ProviderSettings
            {
                Authority = authority,
                ClientId = ClientId!.Trim(),
                Secret = secret,
                Label = Label!.Trim(),
                FirstRole = first,
                GroupsClaim = groupsClaim,
                GroupRoles = groupRoles,
            }, []);
    }
}
