using System.Net;
using Duet.Access;
using Duet.Access.SingleSignOn;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Access.SingleSignOn;

/// <summary>The provider as it is set up: on the page, by the environment, and what the test button says.</summary>
public sealed class ProviderSettingsTests
{
    private const string Page = "/settings/sign-in";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_Saved_HoldsAtOnceAndAfterARestart_WithTheSecretSealed()
    {
        await using var provider = await FakeProvider.StartAsync();
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(dataFolder: folder.Path))
        {
            using var owner = await server.BrowseAsOwnerAsync();
            using var before = server.Browse();
            Assert.Equal(HttpStatusCode.NotFound, (await before.OpenAsync("/sign-in/provider")).Status);

            var saved = await owner.SubmitAsync(Page, "provider", Form(provider, "save"));
            Assert.Contains("role=\"status\"", saved.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(FakeProvider.Secret, (await owner.OpenAsync(Page)).Body, StringComparison.Ordinal);

            Assert.Contains("Sign in with Work", (await before.OpenAsync("/sign-in")).Body, StringComparison.Ordinal);
            Assert.StartsWith(provider.Url, (await before.OpenAsync("/sign-in/provider")).Location, StringComparison.Ordinal);
            await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
            var kept = await db.Set<OidcSettings>().SingleAsync(Stop);
            Assert.NotNull(kept.ProtectedSecret);
            Assert.DoesNotContain(FakeProvider.Secret, kept.ProtectedSecret, StringComparison.Ordinal);
        }

        await using (var again = await RunningServer.StartAsync(dataFolder: folder.Path))
        {
            Assert.Equal(FakeProvider.Secret, again.Get<IdentityProvider>().Current!.Secret);
            using var owner = await again.BrowseAsOwnerAsync();
            await owner.SubmitAsync(Page, "remove");
            using var after = again.Browse();
            Assert.Equal(HttpStatusCode.NotFound, (await after.OpenAsync("/sign-in/provider")).Status);
            Assert.Equal(["provider.remove", "provider.save"], (await again.AuditedAsync("provider")).Select(entry => entry.Action));
        }
    }

    [Fact]
    public async Task Page_SavedAnew_IsWhatTheNextSignInUses()
    {
        await using var first = await FakeProvider.StartAsync();
        await using var second = await FakeProvider.StartAsync();
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        using var browser = server.Browse();

        await owner.SubmitAsync(Page, "provider", Form(first, "save"));
        Assert.StartsWith(first.Url, (await browser.OpenAsync("/sign-in/provider")).Location, StringComparison.Ordinal);
        await owner.SubmitAsync(Page, "provider", Form(second, "save"));
        Assert.StartsWith(second.Url, (await browser.OpenAsync("/sign-in/provider")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_Kept_GoesToNoOtherAddress()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        await owner.SubmitAsync(Page, "provider", Form(provider, "save"));

        var elsewhere = await owner.SubmitAsync(Page, "provider", Form(provider, "test", ("Authority", "https://evil.example"), ("Secret", "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.Status);
        Assert.Contains("enter the client secret again", elsewhere.Body, StringComparison.Ordinal);

        await owner.SubmitAsync(Page, "provider", Form(provider, "save", ("Label", "Works"), ("Secret", "")));
        Assert.Equal(("Works", FakeProvider.Secret), (server.Get<IdentityProvider>().Current!.Label, server.Get<IdentityProvider>().Current!.Secret));
    }

    [Theory]
    [InlineData("Authority", "http://id.example.org")]
    [InlineData("Authority", "https://id.example.org/?x=1")]
    [InlineData("Authority", "nowhere")]
    [InlineData("ClientId", " ")]
    [InlineData("Label", "")]
    [InlineData("FirstRole", "King")]
    [InlineData("FirstRole", "0")]
    [InlineData("GroupRoles", "leads: admin")]
    [InlineData("GroupRoles", "leads = admin\nleads = member")]
    [InlineData("GroupsClaim", "")]
    public async Task Page_WithABadField_ChangesNothingAndSaysWhy(string field, string value)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();

        var answer = await owner.SubmitAsync(Page, "provider", Form(provider, "save", (field, value)));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Body, StringComparison.Ordinal);
        Assert.Null(server.Get<IdentityProvider>().Current);
    }

    [Theory]
    [InlineData("FirstRole", "Owner")]
    [InlineData("GroupRoles", "leads = owner")]
    public async Task Admin_GivesNoRoleAboveTheOwn_ByTheProviderEither(string field, string value)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        await server.JoinAsync("amy@example.org", Role.Admin);
        using var admin = await server.BrowseAsAsync("amy@example.org");

        Assert.Equal(HttpStatusCode.Forbidden, (await admin.SubmitAsync(Page, "provider", Form(provider, "save", (field, value)))).Status);
        Assert.Null(server.Get<IdentityProvider>().Current);

        // What an owner set stays where an admin changes something else.
        await owner.SubmitAsync(Page, "provider", Form(provider, "save", (field, value)));
        await admin.SubmitAsync(Page, "provider", Form(provider, "save", (field, value), ("Label", "Works")));
        Assert.Equal("Works", server.Get<IdentityProvider>().Current!.Label);
    }

    [Theory]
    [InlineData("", "nothing is in the way")]
    [InlineData("secret", "or the secret is wrong")]
    [InlineData("issuer", "The provider calls itself")]
    [InlineData("tenant", "stands for many issuers")]
    [InlineData("no-token", "no usable")]
    [InlineData("no-code", "does not offer the authorization code flow")]
    [InlineData("hs256", "signs with none")]
    [InlineData("no-keys", "There are no keys")]
    [InlineData("no-groups", "may have to be added")]
    [InlineData("down", "does not answer")]
    [InlineData("no-provider", "answers with status 404")]
    public async Task Test_SaysInWordsWhatIsWrong(string wrong, string words)
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        provider.ChangeDiscovery = document => Spoil(document, wrong);
        var form = wrong switch
        {
            "secret" => Form(provider, "test", ("Secret", "another")),
            "down" => Form(provider, "test", ("Authority", "http://127.0.0.1:9")),
            "no-provider" => Form(provider, "test", ("Authority", provider.Url + "/elsewhere")),
            _ => Form(provider, "test"),
        };

        var answer = await owner.SubmitAsync(Page, "provider", form);

        Assert.Contains(words, answer.Body, StringComparison.Ordinal);
        Assert.Null(server.Get<IdentityProvider>().Current);
    }

    [Fact]
    public async Task Environment_GoesBeforeThePage_WhichOnlyShowsAndTestsIt()
    {
        await using var run = await ProviderRun.StartAsync();
        using var owner = await run.Server.BrowseAsAsync(RunningServer.OwnerMail);

        var page = await owner.OpenAsync(Page);
        Assert.Contains("The server was started with these settings", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeProvider.Secret, page.Body, StringComparison.Ordinal);
        Assert.Contains("nothing is in the way", (await owner.SubmitAsync(Page, "test")).Body, StringComparison.Ordinal);

        var forced = await owner.SubmitAsync(Page, "provider", Form(run.Provider, "save", ("Label", "Mine")));
        Assert.Equal(HttpStatusCode.OK, forced.Status);
        Assert.Equal("Work", run.Server.Get<IdentityProvider>().Current!.Label);
    }

    [Fact]
    public void Variables_Whole_AreRead()
    {
        var settings = ProviderVariables.Read(Variables(
            ("AUTHORITY", "https://id.example.org/"), ("CLIENT_ID", "duet"), ("CLIENT_SECRET", "s"), ("FIRST_ROLE", "product-ops"),
            ("GROUPS_CLAIM", "groups"), ("GROUP_ROLES", "cn=leads=devex_lead; admins = Admin")))!;

        Assert.Equal(("https://id.example.org", "id.example.org", Role.ProductOps), (settings.Authority, settings.Label, settings.FirstRole));
        Assert.Equal(Role.DevexLead, settings.GroupRoles["cn=leads"]);
        Assert.Equal(Role.Admin, settings.GroupRoles["admins"]);
        Assert.Null(ProviderVariables.Read(_ => null));
    }

    [Theory]
    [InlineData("AUTHORITY", "http://id.example.org", "DUET_OIDC_AUTHORITY")]
    [InlineData("CLIENT_ID", "", "DUET_OIDC_CLIENT_ID")]
    [InlineData("FIRST_ROLE", "king", "DUET_OIDC_FIRST_ROLE")]
    [InlineData("GROUP_ROLES", "a=b=c", "DUET_OIDC_GROUP")]
    public void Variables_Bad_AreNamed(string variable, string value, string named)
    {
        var read = Variables(("AUTHORITY", "https://id.example.org"), ("CLIENT_ID", "duet"), (variable, value));

        Assert.Contains(named, Assert.Throws<FormatException>(() => ProviderVariables.Read(read)).Message, StringComparison.Ordinal);
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.LastOrDefault(variable => "DUET_OIDC_" + variable.Name == name).Value;

    private static (string, string)[] Form(FakeProvider provider, string button, params (string Name, string Value)[] changed)
    {
        var fields = new Dictionary<string, string>
        {
            ["Authority"] = provider.Url,
            ["ClientId"] = FakeProvider.ClientId,
            ["Secret"] = FakeProvider.Secret,
            ["Label"] = "Work",
            ["FirstRole"] = "Member",
            ["GroupsClaim"] = "groups",
            ["GroupRoles"] = "leads = devex_lead",
            ["Do"] = button,
        };
        foreach (var (name, value) in changed)
            fields[name] = value;
        return [.. fields.Select(field => ("Input." + field.Key, field.Value))];
    }

    private static void Spoil(Dictionary<string, object> document, string wrong)
    {
        switch (wrong)
        {
            case "issuer": document["issuer"] = "https://id.example.org"; break;
            case "tenant": document["issuer"] = "https://login.example.org/{tenantid}/v2.0"; break;
            case "no-token": document.Remove("token_endpoint"); break;
            case "no-code": document["response_types_supported"] = new[] { "id_token" }; break;
            case "hs256": document["id_token_signing_alg_values_supported"] = new[] { "HS256", "none" }; break;
            case "no-keys": document["jwks_uri"] = document["authorization_endpoint"].ToString()!.Replace("/authorize", "/userinfo", StringComparison.Ordinal); break;
            case "no-groups": (document["scopes_supported"], document["claims_supported"]) = (new[] { "openid", "email" }, new[] { "sub" }); break;
        }
    }
}
