using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Duet.Access.SingleSignOn;

/// <summary>How the authorization code flow is done with the provider of now.</summary>
internal sealed class ProviderConfiguration(IdentityProvider provider, ProviderHttp http, TimeProvider time)
    : IConfigureNamedOptions<OpenIdConnectOptions>
{
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>Signatures that are checked with a public key: none, and keyed hashes, are not among them.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>How far the provider's clock and ours may be apart.</summary>
    public static TimeSpan Skew { get; } = TimeSpan.FromMinutes(2);

    public void Configure(OpenIdConnectOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != Principals.ProviderScheme || provider.Current is not { } settings)
            return;
        options.Authority = settings.Authority;
        options.RequireHttpsMetadata = !new Uri(settings.Authority).IsLoopback;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.Secret;
        options.SignInScheme = Principals.CookieScheme;
        options.CallbackPath = CallbackPath;
        options.EventsType = typeof(ProviderEvents);
        options.Backchannel = http.Client;
        options.TimeProvider = time;
        options.DisableTelemetry = true;

        // The answer comes by a link, for which cookies need not be sent across sites, so that plain http works too.
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
            options.Scope.Add(scope);
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        // Some providers tell mail and groups only here.
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.Clear();
        foreach (var claim in (string[])[ProviderClaims.Name, ProviderClaims.Mail, ProviderClaims.MailVerified])
            options.ClaimActions.MapUniqueJsonKey(claim, claim);
        if (settings.GroupsClaim is { } groups)
            options.ClaimActions.MapJsonKey(groups, groups);

        options.TokenHandler = new SignedTokens();
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            ClockSkew = Skew,
            RequireExpirationTime = true,
            NameClaimType = ProviderClaims.Name,
        };
    }
}
