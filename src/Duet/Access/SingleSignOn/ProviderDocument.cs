using System.Text.Json;

namespace Duet.Access.SingleSignOn;

/// <summary>What a provider says about itself (OpenID Connect Discovery 1.0, section 3).</summary>
internal sealed class ProviderDocument(JsonElement json)
{
    public string? Token => Address("token_endpoint");
    public string? Keys => Address("jwks_uri");

    public IEnumerable<ProviderFinding> Findings(ProviderSettings settings)
    {
        foreach (var needed in (string[])["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
            if (Address(needed) is null)
                yield return new ProviderFinding("Missing", needed);
        // Two names for one provider are how one provider is taken for another.
        if (Address("issuer") is { } issuer && issuer.TrimEnd('/') != settings.Authority)
            yield return new ProviderFinding(issuer.Contains('{') ? "IssuerOfMany" : "OtherIssuer", issuer);
        if (!Lists("response_types_supported", "code"))
            yield return new ProviderFinding("NoCodeFlow");
        if (!ProviderConfiguration.Algorithms.Any(algorithm => Lists("id_token_signing_alg_values_supported", algorithm)))
            yield return new ProviderFinding("NoAlgorithm", string.Join(", ", ProviderConfiguration.Algorithms));
        if (!Lists("code_challenge_methods_supported", "S256"))
            yield return new ProviderFinding("NoPkce") { IsNote = true };
        if (!Lists("scopes_supported", "email"))
            yield return new ProviderFinding("NoMailScope") { IsNote = true };
        if (settings.GroupsClaim is { } groups && !Lists("scopes_supported", groups) && !Lists("claims_supported", groups))
            yield return new ProviderFinding("NoGroups", groups) { IsNote = true };
    }

    // A list that is not given says nothing against it.
    private bool Lists(string name, string value) =>
        !json.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array
        || list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.GetString() == value);

    private string? Address(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http" ? value.GetString() : null;
}
