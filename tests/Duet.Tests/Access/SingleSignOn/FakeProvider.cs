using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Duet.Tests.Access.SingleSignOn;

/// <summary>
/// An identity provider on loopback that says whatever a test wants: it checks PKCE and the client as a good one does, and issues
/// tokens that may be wrong in every way.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "duet";
    public const string Secret = "s3cret-of-duet";

    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, Asked> codes = [];
    private readonly RSA rsa = RSA.Create(2048);

    private FakeProvider(WebApplication app)
    {
        this.app = app;
        Key = new RsaSecurityKey(rsa) { KeyId = "one" };
    }

    public string Url => app.Urls.First();
    public RsaSecurityKey Key { get; }

    /// <summary>Who signs in next, and what the token says of them.</summary>
    public Dictionary<string, object> Claims { get; set; } = Person("u1", "Bob", "bob@example.org");

    /// <summary>Changes the token before it is signed.</summary>
    public Action<SecurityTokenDescriptor> Change { get; set; } = _ => { };

    /// <summary>Makes the token, where signing it well is not what a test wants.</summary>
    public Func<SecurityTokenDescriptor, string>? Sign { get; set; }

    /// <summary>Changes the discovery document.</summary>
    public Action<Dictionary<string, object>> ChangeDiscovery { get; set; } = _ => { };

    /// <summary>What the userinfo endpoint tells besides; null leaves it out.</summary>
    public Dictionary<string, object>? UserInfo { get; set; }
    public bool TokenEndpointFails { get; set; }
    public string? ScopeAsked { get; private set; }
    public string? ChallengeMethod { get; private set; }

    public static Dictionary<string, object> Person(string subject, string name, string mail, params string[] groups)
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = name, ["email"] = mail, ["email_verified"] = true };
        if (groups.Length > 0)
            claims["groups"] = groups;
        return claims;
    }

    public static async Task<FakeProvider> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Discovery);
        app.MapGet("/keys", provider.Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        app.MapGet("/userinfo", () => Results.Json(provider.UserInfo));
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private IResult Discovery()
    {
        var document = new Dictionary<string, object>
        {
            ["issuer"] = Url,
            ["authorization_endpoint"] = Url + "/authorize",
            ["token_endpoint"] = Url + "/token",
            ["jwks_uri"] = Url + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
            ["scopes_supported"] = new[] { "openid", "profile", "email", "groups" },
        };
        if (UserInfo is not null)
            document["userinfo_endpoint"] = Url + "/userinfo";
        ChangeDiscovery(document);
        return Results.Json(document);
    }

    private IResult Keys()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return Results.Json(new
        {
            keys = new[]
            {
                new { kty = "RSA", use = "sig", kid = Key.KeyId, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent) },
            },
        });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var code = Guid.NewGuid().ToString("N");
        (ScopeAsked, ChallengeMethod) = (query["scope"], query["code_challenge_method"]);
        codes[code] = new Asked(query["nonce"].ToString(), query["code_challenge"].ToString());
        return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (TokenEndpointFails)
            return Results.StatusCode(500);
        if (form["client_id"] != ClientId || form["client_secret"] != Secret)
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        var verifier = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!codes.TryRemove(form["code"].ToString(), out var asked) || asked.Challenge != verifier)
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(new { access_token = "opaque", token_type = "Bearer", expires_in = 300, id_token = Token(asked.Nonce) });
    }

    private string Token(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Url,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object>(Claims) { ["nonce"] = nonce },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        Change(descriptor);
        return Sign?.Invoke(descriptor) ?? new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    private sealed record Asked(string Nonce, string Challenge);
}
