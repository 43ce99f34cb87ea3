using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Duet.Tests.Access.SingleSignOn;

/// <summary>A provider, or somebody between, that sends what is not to be believed: no session, words, an entry in the audit log.</summary>
public sealed class BadProviderTests
{
    public static TheoryData<string> Wrongs =>
        ["nonce", "no-nonce", "audience", "issuer", "none", "stripped", "hs256", "other-key", "expired", "early", "future", "changed", "no-subject"];

    [Theory, MemberData(nameof(Wrongs))]
    public async Task Token_Wrong_LetsNobodyIn(string wrong)
    {
        await using var run = await ProviderRun.StartAsync();
        Spoil(run.Provider, wrong);

        var page = await run.IsRefusedAsync("failed");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("could not be trusted", page.Body, StringComparison.Ordinal);
        await IsWellAndAuditedAsync(run);
    }

    [Fact]
    public async Task State_Changed_LetsNobodyIn()
    {
        await using var run = await ProviderRun.StartAsync();
        using var browser = run.Server.Browse();

        var answer = await run.SignInAsync(browser, change: back => back.Replace("state=", "state=x", StringComparison.Ordinal));

        Assert.Equal("/sign-in/problem/failed", answer.Location);
        await IsWellAndAuditedAsync(run);
    }

    [Fact]
    public async Task State_OfAnotherBrowser_LetsNobodyIn()
    {
        await using var run = await ProviderRun.StartAsync();
        using var mine = run.Server.Browse();
        using var theirs = run.Server.Browse();
        string? link = null;
        await run.SignInAsync(mine, change: back =>
        {
            link = back;
            return "/health/live";
        });

        // Somebody sends the link of their own sign-in to another person: it must not sign that person in as them.
        var answer = await theirs.OpenAsync(link!);

        Assert.Equal("/sign-in/problem/failed", answer.Location);
        Assert.Equal(HttpStatusCode.Redirect, (await theirs.OpenAsync("/account")).Status);
        await IsWellAndAuditedAsync(run);
    }

    [Fact]
    public async Task Code_UsedTwice_LetsNobodyInAgain()
    {
        await using var run = await ProviderRun.StartAsync();
        using var browser = run.Server.Browse();
        string? link = null;
        await run.SignInAsync(browser, change: back => link = back);

        using var second = run.Server.Browse();
        Assert.Equal("/sign-in/problem/failed", (await second.OpenAsync(link!)).Location);
        await IsWellAndAuditedAsync(run, exists: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=x")]
    [InlineData("?state=x")]
    [InlineData("?error=server_error&state=x")]
    public async Task Callback_OpenedWithoutASignIn_LetsNobodyIn(string query)
    {
        await using var run = await ProviderRun.StartAsync();
        using var browser = run.Server.Browse();

        Assert.Equal("/sign-in/problem/failed", (await browser.OpenAsync("/sign-in/callback" + query)).Location);
        await IsWellAndAuditedAsync(run);
    }

    [Fact]
    public async Task Consent_Refused_SaysSo()
    {
        await using var run = await ProviderRun.StartAsync();
        using var browser = run.Server.Browse();

        var answer = await run.SignInAsync(
            browser, change: back => "/sign-in/callback?error=access_denied" + back[back.IndexOf("&state=", StringComparison.Ordinal)..]);

        Assert.Equal("/sign-in/problem/cancelled", answer.Location);
    }

    [Fact]
    public async Task Failures_ManyInAMinute_FillTheAuditLogOnlySoFar()
    {
        await using var run = await ProviderRun.StartAsync();
        using var browser = run.Server.Browse();

        for (var attempt = 0; attempt < 60; attempt++)
            await browser.OpenAsync("/sign-in/callback");

        Assert.InRange((await run.Server.AuditedAsync("sign-in")).Count, 1, 35);
    }

    private static void Spoil(FakeProvider provider, string wrong) => _ = wrong switch
    {
        "nonce" => provider.Change = token => token.Claims["nonce"] = "another",
        "no-nonce" => provider.Change = token => token.Claims.Remove("nonce"),
        "audience" => provider.Change = token => token.Audience = "somebody-else",
        "issuer" => provider.Change = token => token.Issuer = "https://evil.example",
        "no-subject" => provider.Change = token => token.Claims.Remove("sub"),
        "expired" => provider.Change = token =>
            (token.IssuedAt, token.NotBefore, token.Expires) = (Minutes(-20), Minutes(-20), Minutes(-10)),
        "early" => provider.Change = token => (token.NotBefore, token.Expires) = (Minutes(10), Minutes(15)),
        "future" => provider.Change = token => (token.IssuedAt, token.NotBefore, token.Expires) = (Minutes(10), null, Minutes(15)),
        "none" => Signed(provider, token => Unsigned(provider, token)),
        "stripped" => Signed(provider, Stripped),
        "hs256" => Signed(provider, token => WithPublicKey(provider, token)),
        "other-key" => Signed(provider, WithAnotherKey),
        "changed" => Signed(provider, Changed),
        _ => throw new InvalidOperationException(wrong),
    };

    private static object Signed(FakeProvider provider, Func<SecurityTokenDescriptor, string> sign) => provider.Sign = sign;

    private static DateTime Minutes(int minutes) => TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(minutes);

    private static string Unsigned(FakeProvider provider, SecurityTokenDescriptor token)
    {
        var parts = new JsonWebTokenHandler().CreateToken(token).Split('.');
        return $"{Part(new { alg = "none", kid = provider.Key.KeyId })}.{parts[1]}.";
    }

    private static string Stripped(SecurityTokenDescriptor token)
    {
        var whole = new JsonWebTokenHandler().CreateToken(token);
        return whole[..(whole.LastIndexOf('.') + 1)];
    }

    // The public key is known to everybody: whoever takes it for a shared secret believes everybody.
    private static string WithPublicKey(FakeProvider provider, SecurityTokenDescriptor token)
    {
        var body = new JsonWebTokenHandler().CreateToken(token).Split('.')[1];
        var signed = $"{Part(new { alg = "HS256", kid = provider.Key.KeyId })}.{body}";
        var pem = provider.Key.Rsa.ExportSubjectPublicKeyInfoPem();
        return $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.ASCII.GetBytes(pem), Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string WithAnotherKey(SecurityTokenDescriptor token)
    {
        using var rsa = RSA.Create(2048);
        token.SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa.ExportParameters(true)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256);
        return new JsonWebTokenHandler().CreateToken(token);
    }

    private static string Changed(SecurityTokenDescriptor token)
    {
        var parts = new JsonWebTokenHandler().CreateToken(token).Split('.');
        var body = Base64UrlEncoder.Decode(parts[1]).Replace("\"u1\"", "\"u2\"", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(body)}.{parts[2]}";
    }

    private static string Part(object header) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(header));

    private static async Task IsWellAndAuditedAsync(ProviderRun run, bool exists = false)
    {
        Assert.Equal("sign-in.provider-failed", Assert.Single(await run.Server.AuditedAsync("sign-in")).Action);
        Assert.Equal(exists ? 2 : 1, (await run.Server.Get<Duet.Access.Accounts>().ListAsync(TestContext.Current.CancellationToken)).Count);
        using var browser = run.Server.Browse();
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/health/ready")).Status);
    }
}
