using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Duet.BrowserTests;

/// <summary>A real OpenID Connect server (OpenIddict) on loopback, without a database: it signs in whoever the test names.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "duet";
    public const string Secret = "s3cret-of-duet";

    private readonly WebApplication app;

    private OpenIdProvider(WebApplication app) => this.app = app;

    /// <summary>As tokens name it: with the slash that OpenIddict puts behind it.</summary>
    public string Url => app.Urls.First();

    /// <summary>What went wrong here: without it nobody could say why somebody was not let in.</summary>
    public ConcurrentQueue<string> Failures { get; } = new();

    public (string Subject, string Name, string Mail, string[] Groups) Person { get; set; } = ("u1", "Bob", "bob@example.org", []);

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        OpenIdProvider? provider = null;
        builder.Services.AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(server => Configure(server, () => provider!));
        var app = builder.Build();
        provider = new OpenIdProvider(app);
        app.Use(provider.WatchAsync);
        app.UseAuthentication();
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            Failures.Enqueue($"{context.Request.Method} {context.Request.Path}: {failure}");
            throw;
        }
        if (context.Response.StatusCode >= 500 || Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(3))
            Failures.Enqueue($"{context.Request.Method} {context.Request.Path}: {context.Response.StatusCode} after {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s");
    }

    private static void Configure(OpenIddictServerBuilder server, Func<OpenIdProvider> provider)
    {
        // Without a database the client is checked by the handlers below.
        server.EnableDegradedMode().SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token")
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes("email", "profile", "groups")
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
            // OpenIddict's own ephemeral keys have 4,096 bits, and the first question would wait until such primes are found: some seconds, or twenty.
            .AddSigningKey(new RsaSecurityKey(RSA.Create(2_048)));
        server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId)
                context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != Secret)
                context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            var (subject, name, mail, groups) = provider().Person;
            var identity = new ClaimsIdentity("password");
            identity.SetClaim(Claims.Subject, subject).SetClaim(Claims.Name, name).SetClaim(Claims.Email, mail)
                .SetClaim(Claims.EmailVerified, true).SetClaims("groups", [.. groups]);
            identity.SetScopes(context.Request.GetScopes());
            identity.SetDestinations(_ => [Destinations.IdentityToken]);
            context.SignIn(new ClaimsPrincipal(identity));
            return default;
        }));
        server.UseAspNetCore().DisableTransportSecurityRequirement();
    }
}
