using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Duet.Access.SingleSignOn;

/// <summary>Coming in through an identity provider (OpenID Connect, authorization code flow with PKCE).</summary>
internal static class SingleSignOnModule
{
    public const string BeginPath = "/sign-in/provider";

    public static IServiceCollection AddSingleSignOn(this IServiceCollection services, ProviderSettings? given)
    {
        // What the framework reports of each bad token at length is told in a line, and audited.
        services.AddLogging(logging => logging.AddFilter(typeof(OpenIdConnectHandler).FullName, LogLevel.Critical));
        services.AddSingleton(new GivenProvider(given));
        services.AddSingleton<ProviderHttp>();
        services.AddSingleton<IdentityProvider>();
        services.AddSingleton<ProviderCheck>();
        services.AddSingleton<IssuerMoves>();
        services.AddSingleton<Admission>();
        services.AddScoped<ProviderEvents>();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, ProviderConfiguration>();
        // Brings what the handler needs; the scheme itself comes and goes with the settings.
        new AuthenticationBuilder(services).AddOpenIdConnect(Principals.ProviderScheme, _ => { });
        return services;
    }

    public static void MapSingleSignOn(this IEndpointRouteBuilder routes) =>
        routes.MapGet(BeginPath, BeginAsync).Needs(Permission.Open).ExcludeFromDescription();

    /// <summary>The address that starts a sign-in through the provider.</summary>
    public static string BeginHref(string? returnUrl = null, string? invitation = null) => BeginPath
        + new QueryString().AddIf("returnUrl", returnUrl).AddIf("invitation", invitation).Value;

    private static QueryString AddIf(this QueryString query, string name, string? value) => value is null ? query : query.Add(name, value);

    private static async Task<Results<ChallengeHttpResult, RedirectHttpResult, NotFound>> BeginAsync(
        string? returnUrl, string? invitation, IdentityProvider provider, ProviderCheck check, SignInAudit audit, CancellationToken cancellationToken)
    {
        if (provider.Current is not { } settings)
            return TypedResults.NotFound();
        if (!await check.AnswersAsync(settings.Authority, cancellationToken))
        {
            await audit.ProviderFailedAsync("no-answer", cancellationToken);
            return TypedResults.LocalRedirect(ProviderProblem.Down.Path());
        }
        var properties = new AuthenticationProperties { RedirectUri = ReturnUrl.Checked(returnUrl) };
        if (invitation is not null)
            properties.Items[ProviderEvents.InvitationItem] = invitation;
        return TypedResults.Challenge(properties, [Principals.ProviderScheme]);
    }
}
