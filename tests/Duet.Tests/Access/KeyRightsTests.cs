using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Duet.Access;
using Duet.Cli;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Access;

/// <summary>What a key opens: its scopes, within its maker's right, until it ends.</summary>
public sealed class KeyRightsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly TemporaryFolder folder = new();
    private RunningServer server = null!;
    private Cast cast = null!;
    private Browser program = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync(options => options with { Time = time }, folder.Path);
        cast = new Cast(server);
        program = server.Browse();
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Key_AfterItsLastDay_IsRefused()
    {
        var key = await MakeAsync(Caller.Host, KeyExpiry.Read("2026-03-03", time.GetUtcNow()));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));

        time.Advance(TimeSpan.FromHours(39) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key));
    }

    [Fact]
    public async Task Suggestions_ForProductOperations_AreReadButNotDecidedOverTheApiAsOnThePage()
    {
        using var browser = await cast.BrowseAsync(Role.ProductOps);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/people/suggestions")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/api/v1/people/suggestions")).Status);

        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await cast.KeyAsync(Role.ProductOps, [Scopes.CatalogWrite]));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/people/suggestions", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/people/changes", Stop)).StatusCode);
        var decided = await client.PostAsJsonAsync("/api/v1/people/suggestions/dismiss", new { first = "person:1", second = "person:2" }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, decided.StatusCode);
    }

    [Fact]
    public async Task Key_OfADisabledMaker_IsDeadAtOnceAndAliveAgain()
    {
        var key = await MakeAsync(await cast.CallerAsync(Role.DevexLead));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));

        await ChangeAsync(Role.DevexLead, account => account.DisabledAt = time.GetUtcNow());
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key));

        await ChangeAsync(Role.DevexLead, account => account.DisabledAt = null);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));
    }

    [Fact]
    public async Task Key_OfAMakerWhoseRoleFell_OpensOnlyWhatTheNewRoleMay()
    {
        var key = await MakeAsync(await cast.CallerAsync(Role.Owner), scopes: [Scopes.AuditRead, Scopes.MetricsRead]);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key, "/api/v1/audit"));

        await ChangeAsync(Role.Owner, account => account.Role = Role.Member);

        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(key, "/api/v1/audit"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));
    }

    [Fact]
    public async Task Key_OfAMakerWhoIsGone_IsRefused()
    {
        var key = await MakeAsync(await cast.CallerAsync(Role.Admin));
        await using (var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
            await db.Set<Account>().ExecuteDeleteAsync(Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key));
    }

    [Fact]
    public async Task Key_FromBeforeThereWereScopes_ReadsMetricsAndDefinitionsOnly()
    {
        var key = await cast.KeyAsync(null, []);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(key));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key, "/api/v1/metrics/commit.count/series"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(key, "/api/v1/audit"));
    }

    [Fact]
    public async Task Key_WithoutTheScope_IsToldWhichOne()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/audit");
        request.Headers.Authorization = new("Bearer", await MakeAsync(Caller.Host));

        var answer = await program.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        var problem = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal("scope-needed", problem.GetProperty("code").GetString());
        Assert.Contains(Scopes.AuditRead, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_TwoForOneProgram_OverlapUntilTheFirstIsRevoked()
    {
        var old = await MakeAsync(Caller.Host, name: "ci");
        var next = await MakeAsync(Caller.Host, name: "ci 2");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(old));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(next));

        await server.Get<Keys>().RevokeAsync("ci", Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(old));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(next));
    }

    [Fact]
    public async Task Key_MadeAndRevokedByTheCommandLine_IsKnownToTheRunningServerAtOnce()
    {
        var (made, exit) = await RunAsync("key", "add", "ci", "--scope", Scopes.AuditRead, "--scope", Scopes.MetricsRead, "--expires", "30d", "--data", folder.Path);
        Assert.Equal(ExitCodes.Ok, exit);
        var key = made.Trim();
        Assert.Equal(HttpStatusCode.OK, await AskAsync(key, "/api/v1/audit"));
        var (listed, _) = await RunAsync("key", "list", "--data", folder.Path, "--format", "json");
        var row = JsonDocument.Parse(listed).RootElement.GetProperty("keys")[0];
        Assert.Equal([Scopes.AuditRead, Scopes.MetricsRead], row.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal("2026-03-02", row.GetProperty("lastUsedOn").GetString());

        await RunAsync("key", "revoke", "ci", "--data", folder.Path);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(key, "/api/v1/audit"));
        var log = await server.Get<Audit>().ListAsync(new AuditFilter(Action: "key"), Stop);
        Assert.Equal([("host", "key.revoke", "key:ci"), ("host", "key.add", "key:ci")], log.Select(record => (record.Actor, record.Action, record.Object)));
        Assert.True((await server.Get<Audit>().VerifyAsync(Stop)).Holds);
    }

    [Theory]
    [InlineData("--scope", "everything")]
    [InlineData("--expires", "soon")]
    [InlineData("--expires", "2001-01-01")]
    [InlineData("--expires", "0d")]
    public async Task CommandLine_GivenAnImpossibleScopeOrEnd_RefusesAndMakesNone(string option, string value)
    {
        var (_, exit) = await RunAsync("key", "add", "ci", option, value, "--data", folder.Path);

        Assert.NotEqual(ExitCodes.Ok, exit);
        Assert.Empty(await server.Get<Keys>().ListAsync(Stop));
    }

    [Theory]
    [InlineData("/api/v1/metrics?key=")]
    [InlineData("/api/v1/metrics?access_token=")]
    [InlineData("/?anything=")]
    public async Task Key_InAnAddress_IsRefusedEvenWithAGoodHeader(string address)
    {
        var key = await MakeAsync(Caller.Host);
        using var request = new HttpRequestMessage(HttpMethod.Get, address + key);
        request.Headers.Authorization = new("Bearer", key);

        var answer = await program.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.DoesNotContain(key, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_OfTeamLeads_AreTheirOwnToSeeAndRevoke()
    {
        await MakeAsync(await cast.CallerAsync(Role.TeamLead), name: "leads");
        await MakeAsync(await cast.CallerAsync(Role.ProductOps), name: "other");
        using var lead = await cast.BrowseAsync(Role.TeamLead);

        var page = await lead.OpenAsync("/settings/keys");
        Assert.Contains(">leads<", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(">other<", page.Body, StringComparison.Ordinal);
        var form = Browser.FormsOf(page.Body).First(form => !form.Any(field => field.Name == "_handler"));
        Assert.Equal(HttpStatusCode.NotFound, (await lead.PostAsync("/settings/keys/other/revoke", [.. form])).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await lead.PostAsync("/settings/keys/leads/revoke", [.. form])).Status);
        Assert.Equal("other", Assert.Single(await server.Get<Keys>().ListAsync(Stop)).Name);
    }

    [Fact]
    public async Task Keys_OfTeamLeads_HaveNoScopeTheyCouldNotUse()
    {
        var lead = await cast.CallerAsync(Role.TeamLead);

        Assert.Equal(KeyRefusal.BadScope, (await server.Get<Keys>().AddAsync(new KeyRequest("a", [Scopes.AuditRead]), lead, Stop)).Refusal);
        Assert.Equal(KeyRefusal.BadScope, (await server.Get<Keys>().AddAsync(new KeyRequest("a", [Scopes.EventsWrite]), lead, Stop)).Refusal);
        Assert.NotNull((await server.Get<Keys>().AddAsync(new KeyRequest("a", [Scopes.MetricsRead]), lead, Stop)).Text);
        await Assert.ThrowsAsync<DeniedException>(async () =>
            await server.Get<Keys>().AddAsync(new KeyRequest("b", []), await cast.CallerAsync(Role.Member), Stop));
    }

    [Fact]
    public async Task Refusals_InABurst_AreRecordedOnceAWindow()
    {
        async Task GuessAsync(int times)
        {
            for (var guess = 0; guess < times; guess++)
                await AskAsync(KeyText.Create());
        }

        async Task<int> RecordedAsync() => (await server.Get<Audit>().ListAsync(new AuditFilter(Action: "key.refused-burst"), Stop)).Count;

        await GuessAsync(RefusedKeys.Burst - 1);
        Assert.Equal(0, await RecordedAsync());
        await GuessAsync(RefusedKeys.Burst);
        Assert.Equal(1, await RecordedAsync());
        time.Advance(RefusedKeys.Window);
        await GuessAsync(RefusedKeys.Burst);
        Assert.Equal(2, await RecordedAsync());
    }

    [Fact]
    public async Task Refusals_UnknownRevokedExpiredOrWrongScope_TakeAboutEquallyLong()
    {
        var wrongScope = await MakeAsync(Caller.Host, name: "scope");
        var expired = await cast.KeyAsync(null, Scopes.All, new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var revoked = await MakeAsync(Caller.Host, name: "revoked");
        await server.Get<Keys>().RevokeAsync("revoked", Stop);
        string[] sent = [KeyText.Create(), revoked, expired, wrongScope, "duet_short"];
        var taken = sent.ToDictionary(key => key, _ => new List<double>());
        for (var round = 0; round < 60; round++)
            foreach (var key in sent)
            {
                var start = Stopwatch.GetTimestamp();
                await AskAsync(key, "/api/v1/audit");
                taken[key].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

        // Middle times within a few milliseconds: a guess does not show by how it is refused.
        var middles = taken.Values.Select(times => times.Skip(10).Order().ElementAt(25)).ToList();
        Assert.True(middles.Max() - middles.Min() < 5, string.Join(", ", middles));
    }

    private async Task<string> MakeAsync(Caller caller, DateTimeOffset? end = null, string name = "test", IReadOnlyList<string>? scopes = null) =>
        (await server.Get<Keys>().AddAsync(new KeyRequest(name, scopes ?? [], end), caller, Stop)).Text!;

    private async Task<HttpStatusCode> AskAsync(string key, string address = "/api/v1/metrics")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new("Bearer", key);
        return (await program.SendAsync(request)).Status;
    }

    private async Task ChangeAsync(Role role, Action<Account> change)
    {
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var id = (await cast.AccountAsync(role)).Id;
        change(await db.Set<Account>().SingleAsync(account => account.Id == id, Stop));
        await db.SaveChangesAsync(Stop);
    }

    private static async Task<(string Output, int Exit)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await Verbs.RunAsync(arguments, output, error, Stop);
        return (output.ToString(), exit);
    }
}
