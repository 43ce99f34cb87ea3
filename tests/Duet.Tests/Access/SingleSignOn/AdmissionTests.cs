using System.Net;
using Duet.Access;
using Duet.Access.SingleSignOn;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Access.SingleSignOn;

/// <summary>Who comes in through the provider, and as which account.</summary>
public sealed class AdmissionTests
{
    private const string Bob = "bob@example.org";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newcomer_WhereTheyAreLetIn_GetsTheFirstRoleAndTheSameAccountAgain()
    {
        await using var run = await ProviderRun.StartAsync();

        using var first = await run.ComeInAsync();
        using var second = await run.ComeInAsync();

        Assert.Equal(HttpStatusCode.OK, (await second.OpenAsync("/account")).Status);
        var account = await run.Server.AccountAsync(Bob);
        Assert.Equal((Role.Member, "Bob", run.Provider.Url, "u1"), (account.Role, account.Name, account.Issuer, account.Subject));
        Assert.Equal("S256", run.Provider.ChallengeMethod);
        Assert.Equal("provider", Assert.Single(await run.Server.AuditedAsync("account.join")).Actor);
    }

    [Fact]
    public async Task Newcomer_WhereTheyAreNotLetIn_IsRefusedAndAudited()
    {
        await using var run = await ProviderRun.StartAsync(settings => settings with { FirstRole = null });

        var page = await run.IsRefusedAsync("not-invited");

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        var entry = Assert.Single(await run.Server.AuditedAsync("sign-in"));
        Assert.Equal(("sign-in.refused", "not-invited"), (entry.Action, entry.Reason));
    }

    [Theory]
    [InlineData(true, "mail-taken")]
    [InlineData(false, "unverified")]
    public async Task Mail_OfAnAdmin_LinksNothing(bool verified, string problem)
    {
        await using var run = await ProviderRun.StartAsync();
        await run.Server.JoinAsync("amy@example.org", Role.Admin);
        run.Provider.Claims = FakeProvider.Person("u2", "Amy", "Amy@example.org");
        run.Provider.Claims["email_verified"] = verified;

        await run.IsRefusedAsync(problem);

        var amy = await run.Server.AccountAsync("amy@example.org");
        Assert.Null(amy.Subject);
        Assert.Equal(2, (await run.Server.Get<Accounts>().ListAsync(Stop)).Count);
    }

    [Fact]
    public async Task Newcomer_WithoutAMailAddress_IsRefused_UnlessUserInfoTellsIt()
    {
        await using var run = await ProviderRun.StartAsync();
        run.Provider.Claims.Remove("email");
        await run.IsRefusedAsync("no-mail");

        // The metadata is read once a day: a provider that tells more now is met by a server that starts now.
        run.Provider.UserInfo = new() { ["sub"] = "u1", ["email"] = Bob, ["email_verified"] = true };
        await using var again = await RunningServer.StartAsync(options => options with { IdentityProvider = ProviderRun.Settings(run.Provider) });
        using var owner = await again.BrowseAsOwnerAsync();
        using var browser = again.Browse();
        Assert.Equal("/", (await run.SignInAsync(browser)).Location);
        Assert.Equal("u1", (await again.AccountAsync(Bob)).Subject);
    }

    [Fact]
    public async Task Invitation_WithTheProvider_MakesTheAccountItIsFor()
    {
        await using var run = await ProviderRun.StartAsync(settings => settings with { FirstRole = null });
        var link = await run.Server.Get<Invitations>().InviteAsync(Caller.Host, "robert@example.org", Role.TeamLead, null, Stop);
        using var page = run.Server.Browse();
        Assert.Contains("Continue with Work", (await page.OpenAsync($"/invitation?token={link.Token}")).Body, StringComparison.Ordinal);

        using var browser = await run.ComeInAsync($"?invitation={link.Token}");

        var account = await run.Server.AccountAsync("robert@example.org");
        Assert.Equal((Role.TeamLead, "u1", (string?)null), (account.Role, account.Subject, account.PasswordHash));
        // Used: another identity gets nothing by it.
        run.Provider.Claims = FakeProvider.Person("u2", "Eve", "eve@example.org");
        await run.IsRefusedAsync("link-used", $"?invitation={link.Token}");
    }

    [Fact]
    public async Task Invitation_OpenedByAnotherAccountsIdentity_IsKeptForItsPerson()
    {
        await using var run = await ProviderRun.StartAsync();
        using var bob = await run.ComeInAsync();
        var link = await run.Server.Get<Invitations>().InviteAsync(Caller.Host, "eve@example.org", Role.Admin, null, Stop);

        await run.IsRefusedAsync("identity-taken", $"?invitation={link.Token}");

        Assert.NotNull(await run.Server.Get<OpenInvitations>().FindAsync(link.Token!, Stop));
        Assert.Equal(Role.Member, (await run.Server.AccountAsync(Bob)).Role);
    }

    [Fact]
    public async Task OwnAccount_ConnectedByItsPassword_ComesInBothWays()
    {
        await using var run = await ProviderRun.StartAsync(settings => settings with { FirstRole = null });
        using var owner = await run.Server.BrowseAsAsync(RunningServer.OwnerMail);

        Assert.Contains(
            "role=\"alert\"", (await owner.SubmitAsync("/account", "connect", ("ConnectInput.Password", "wrong wrong wrong"))).Body, StringComparison.Ordinal);
        var answer = await owner.SubmitAsync("/account", "connect", ("ConnectInput.Password", RunningServer.OwnerPassword));
        var token = answer.Location!.Split("token=")[1];
        using var connected = await run.ComeInAsync($"?invitation={token}");
        using var again = await run.ComeInAsync();

        var ada = await run.Server.AccountAsync(RunningServer.OwnerMail);
        Assert.Equal((Role.Owner, "u1"), (ada.Role, ada.Subject));
        using var byPassword = await run.Server.BrowseAsAsync(RunningServer.OwnerMail);
        await byPassword.SubmitAsync("/account", "disconnect");
        Assert.Equal(HttpStatusCode.OK, (await byPassword.OpenAsync("/account")).Status);
        await run.IsRefusedAsync("not-invited");
    }

    [Fact]
    public async Task Disabled_ComingThroughTheProvider_IsRefused()
    {
        await using var run = await ProviderRun.StartAsync();
        using var session = await run.ComeInAsync();
        var bob = await run.Server.AccountAsync(Bob);
        await run.Server.Get<AccountChanges>().DisableAsync(Caller.Host, bob.Id, Stop);

        Assert.Equal(HttpStatusCode.Redirect, (await session.OpenAsync("/account")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await run.IsRefusedAsync("disabled")).Status);
    }

    [Fact]
    public async Task Groups_AreReadAnewAtEachSignIn()
    {
        await using var run = await ProviderRun.StartAsync(settings => settings with
        {
            FirstRole = Role.Member,
            GroupsClaim = "groups",
            GroupRoles = new Dictionary<string, Role> { ["leads"] = Role.DevexLead, ["admins"] = Role.Admin },
        });
        async Task<Role> RoleWithAsync(params string[] groups)
        {
            run.Provider.Claims = FakeProvider.Person("u1", "Bob", Bob, groups);
            using var browser = await run.ComeInAsync();
            return (await run.Server.AccountAsync(Bob)).Role;
        }

        Assert.Equal(Role.DevexLead, await RoleWithAsync("leads", "others"));
        Assert.Contains("groups", run.Provider.ScopeAsked!.Split(' '));
        using var earlier = await run.ComeInAsync();
        Assert.Equal(Role.Admin, await RoleWithAsync("leads", "admins"));
        Assert.Equal(HttpStatusCode.Redirect, (await earlier.OpenAsync("/account")).Status);
        // Renamed at the provider; then not told at all; then too many to be told.
        Assert.Equal(Role.Member, await RoleWithAsync("Leads of all"));
        Assert.Equal(Role.Admin, await RoleWithAsync("admins"));
        Assert.Equal(Role.Member, await RoleWithAsync());
        Assert.Equal(Role.Admin, await RoleWithAsync("admins"));
        run.Provider.Change = token => token.Claims["_claim_names"] = new Dictionary<string, object> { ["groups"] = "src1" };
        Assert.Equal(Role.Member, await RoleWithAsync("admins"));

        var granted = await run.Server.AuditedAsync("role.grant");
        Assert.Equal(("provider", "groups-missing", "Admin", "Member"), (granted[0].Actor, granted[0].Reason, granted[0].Before, granted[0].After));
    }

    [Fact]
    public async Task Groups_NeverDemoteTheLastOwner()
    {
        await using var run = await ProviderRun.StartAsync(settings => settings with
        {
            FirstRole = null,
            GroupsClaim = "groups",
            GroupRoles = new Dictionary<string, Role> { ["leads"] = Role.DevexLead },
        });
        var ada = await run.Server.AccountAsync(RunningServer.OwnerMail);
        var link = await run.Server.Get<Invitations>().OpenAnewAsync(Caller.Host, ada.Id, Stop);

        run.Provider.Claims = FakeProvider.Person("u1", "Ada", RunningServer.OwnerMail, "leads");
        using var first = await run.ComeInAsync($"?invitation={link.Token}");
        Assert.Equal(Role.Owner, (await run.Server.AccountAsync(RunningServer.OwnerMail)).Role);

        await run.Server.JoinAsync("grace@example.org", Role.Owner);
        using var second = await run.ComeInAsync();
        Assert.Equal(Role.DevexLead, (await run.Server.AccountAsync(RunningServer.OwnerMail)).Role);
    }

    [Fact]
    public async Task Issuer_Changed_OpensNoAccountUntilAnOwnerMovesThem()
    {
        await using var run = await ProviderRun.StartAsync();
        using var session = await run.ComeInAsync();
        await using var other = await FakeProvider.StartAsync();
        var server = run.Server;
        // The same subject of another issuer may be anybody.
        var stranger = await server.Get<Admission>().EnterAsync(new ProviderIdentity(other.Url, "u1", "Bob", Bob, true, null), null, Stop);
        Assert.Equal(ProviderProblem.MailTaken, stranger.Problem);

        var moves = server.Get<IssuerMoves>();
        Assert.Equal([new IssuerCount(run.Provider.Url, 1)], await moves.OthersAsync(other.Url, Stop));
        Assert.Equal(1, await moves.MoveAsync(Caller.Host, run.Provider.Url, other.Url, Stop));

        var moved = await server.Get<Admission>().EnterAsync(new ProviderIdentity(other.Url, "u1", "Bob", Bob, true, null), null, Stop);
        Assert.Equal((await server.AccountAsync(Bob)).Id, moved.Account!.Id);
        Assert.Empty(await moves.OthersAsync(other.Url, Stop));
    }

    [Theory]
    [InlineData("/metrics", "/metrics")]
    [InlineData("//evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    public async Task ReturnUrl_OnlyOurOwnPages_AreLedTo(string asked, string led)
    {
        await using var run = await ProviderRun.StartAsync();
        using var browser = run.Server.Browse();

        var answer = await run.SignInAsync(browser, $"?returnUrl={Uri.EscapeDataString(asked)}");

        Assert.Equal(led, answer.Location);
    }

    [Fact]
    public async Task Provider_Down_IsA503InWords_AndSessionsGoOn()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var run = await ProviderRun.StartAsync(time: time);
        await using var server = run.Server;
        using var session = await run.ComeInAsync();
        using var halfway = run.Server.Browse();
        run.Provider.TokenEndpointFails = true;
        Assert.Equal("/sign-in/problem/down", (await run.SignInAsync(halfway)).Location);
        await run.Provider.DisposeAsync();
        time.Advance(TimeSpan.FromSeconds(31));

        using var browser = server.Browse();
        var begun = await browser.OpenAsync("/sign-in/provider");
        var page = await browser.OpenAsync(begun.Location!);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("does not answer", page.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await session.OpenAsync("/account")).Status);
        using var owner = await server.BrowseAsAsync(RunningServer.OwnerMail);
        Assert.Contains(await server.AuditedAsync("sign-in"), entry => entry.Reason == "no-answer");
    }
}
