using System.Net;
using System.Text;
using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Sources.Hooks;
using Duet.Teams;

namespace Duet.Tests.Sources.Hooks;

/// <summary>What GitHub sends, over real HTTP.</summary>
public sealed class GitHubHookTests(HookBench bench) : IClassFixture<HookBench>
{
    [Fact]
    public async Task Status_Success_BecomesADeployment()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await bench.GitHubAsync("deployment_status", Status(71, "in_progress"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await bench.GitHubAsync("deployment_status", Status(71, "success"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await bench.GitHubAsync("deployment_status", Status(71, "queued"))).Status);

        var kept = await bench.Doors.FactsAsync(
            "SELECT d.service, d.environment, d.repo, d.sha, d.outcome, s.name FROM deployment d JOIN source s ON s.id = d.source WHERE d.key = '71'",
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)));
        Assert.Equal(("hello-world", "production", "hello-world", "f95f852bd8fca8fcc58a9a2d6c842781e32a215e", "success", "github/issues"), Assert.Single(kept));
        await bench.Doors.AssertSoundAsync();
    }

    [Fact]
    public async Task Status_OfAServiceAndAnEnvironmentOfTheirOwn_IsReadSo()
    {
        await bench.GitHubAsync("deployment_status", Status(72, "error", """{"service":"checkout"}""", "prod-eu", "true"));

        var kept = await bench.Doors.FactsAsync("SELECT service, environment, outcome FROM deployment WHERE key = '72'", row => (row.GetString(0), row.GetString(1), row.GetString(2)));
        Assert.Equal(("checkout", "production", "failure"), Assert.Single(kept));
    }

    [Fact]
    public async Task Delivery_SentAgain_HasOneEffect()
    {
        var body = Status(73, "success");

        var first = await bench.GitHubAsync("deployment_status", body, "d-1");
        var again = await bench.GitHubAsync("deployment_status", body, "d-1");
        // The signature covers no header: the same body under a new id is somebody's replay.
        var replayed = await bench.GitHubAsync("deployment_status", body, "d-2");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status, replayed.Status));
        Assert.Contains("\"duplicate\":true", replayed.Body, StringComparison.Ordinal);
        await bench.Doors.AssertSoundAsync();
    }

    [Fact]
    public async Task Delivery_NotSignedAsItShould_IsRefusedAndCounted()
    {
        var body = Encoding.UTF8.GetBytes(Status(74, "success"));
        var before = (await bench.Doors.BalancesAsync()).Where(balance => balance.Source == "github/issues").Sum(balance => balance.Refused);

        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.GitHubAsync("ping", body, "x", null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.GitHubAsync("ping", body, "x", "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.GitHubAsync("ping", body, "x", HookBench.Sign("another secret", body))).Status);
        // Signed for the same content, written otherwise.
        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.GitHubAsync("ping", body, "x", HookBench.Sign(bench.GitHubSecret, Encoding.UTF8.GetString(body).Replace(" ", "", StringComparison.Ordinal)))).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await bench.GitHubAsync("ping", body, "x", HookBench.Sign(bench.GitHubSecret, body), type: "application/x-www-form-urlencoded")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bench.GitHubAsync("ping", body, "x", HookBench.Sign(bench.GitHubSecret, body), "/hooks/github/other")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await bench.GitHubAsync("ping", body, "x", HookBench.Sign(bench.GitHubSecret, body), "/hooks/slack/issues")).Status);

        Assert.Equal(before + 5, (await bench.Doors.BalancesAsync()).Where(balance => balance.Source == "github/issues").Sum(balance => balance.Refused));
        await bench.Doors.AssertSoundAsync();
    }

    [Theory]
    [InlineData("star", """{"action":"created"}""")]
    [InlineData("no event at all", "{}")]
    [InlineData("push", "[1, 2")]
    public async Task Event_OfNoInterest_IsKeptAndIgnored(string name, string body) =>
        Assert.Equal(HttpStatusCode.Accepted, (await bench.GitHubAsync(name, body)).Status);

    [Theory]
    [InlineData("deployment_status", """{"action":"created","deployment":{"id":"seven"}}""")]
    [InlineData("deployment_status", """{"action":"created","deployment_status":{"state":"success"}}""")]
    [InlineData("issues", """{"action":"opened","issue":{"id":1}}""")]
    [InlineData("issues", "{")]
    public async Task Event_OfAnotherShape_IsTakenAndPutAside(string name, string body)
    {
        var before = await AsideAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await bench.GitHubAsync(name, body)).Status);
        await bench.Doors.AssertSoundAsync();

        Assert.Equal(before + 1, await AsideAsync());
    }

    [Fact]
    public async Task Issue_WithTheLabel_BecomesOneVoiceUntilItIsTaken()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await bench.GitHubAsync("issues", Issue(5, "opened", "bug"))).Status);
        Assert.Empty(await bench.VoicesAsync("issue:5"));

        await bench.GitHubAsync("issues", Issue(5, "labeled", "bug", HookBench.Label));
        await bench.GitHubAsync("issues", Issue(5, "reopened", "Feedback"));
        var voice = Assert.Single(await bench.VoicesAsync("issue:5"));
        Assert.Equal(("Dark mode", "Please.\n\nhttps://github.com/x/y/issues/5"), (voice.Title, voice.Body));
        Assert.Equal((VoiceKind.Customer, VoiceChannel.GitHub, "github/issues", null), (voice.Kind, voice.Channel, voice.Source, voice.ClosedAs));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero), voice.CapturedAt);

        await bench.GitHubAsync("issues", Issue(5, "unlabeled", HookBench.Label));
        Assert.Equal(VoiceEnd.Withdrawn, Assert.Single(await bench.VoicesAsync("issue:5")).ClosedAs);
        await bench.Doors.AssertSoundAsync();
    }

    [Fact]
    public async Task Issue_Edited_IsFollowedByTheNewerMessageOnly()
    {
        await bench.GitHubAsync("issues", Changed(6, "opened", "2026-11-02T09:00:00Z", "Dark mode"));
        await bench.GitHubAsync("issues", Changed(6, "edited", "2026-11-02T11:00:00Z", "Dark mode, and by the system"));
        await bench.GitHubAsync("issues", Changed(6, "edited", "2026-11-02T10:00:00Z", "Dark mood"));

        var voice = Assert.Single(await bench.VoicesAsync("issue:6"));
        Assert.Equal(("Dark mode, and by the system", null), (voice.Title, voice.TriagedAt));
        Assert.StartsWith("dark mode and by the system", voice.SearchText, StringComparison.Ordinal);
        await bench.Doors.AssertSoundAsync();
    }

    [Fact]
    public async Task Issue_ClosedAndReopened_EndsAndIsTakenUpAgain()
    {
        await bench.GitHubAsync("issues", Changed(7, "opened", "2026-11-02T09:00:00Z"));
        await bench.GitHubAsync("issues", Changed(7, "closed", "2026-11-02T10:00:00Z", state: "closed", reason: "not_planned"));
        Assert.Equal(VoiceEnd.Declined, Assert.Single(await bench.VoicesAsync("issue:7")).ClosedAs);
        await bench.GitHubAsync("issues", Changed(7, "edited", "2026-11-02T11:00:00Z", "Dark mode!"));
        Assert.Equal(VoiceEnd.Declined, Assert.Single(await bench.VoicesAsync("issue:7")).ClosedAs);
        await bench.GitHubAsync("issues", Changed(7, "reopened", "2026-11-02T12:00:00Z", "Dark mode!"));
        Assert.Null(Assert.Single(await bench.VoicesAsync("issue:7")).ClosedAs);
        await bench.GitHubAsync("issues", Changed(7, "closed", "2026-11-02T13:00:00Z", "Dark mode!", "closed", "completed"));
        Assert.Equal(VoiceEnd.Done, Assert.Single(await bench.VoicesAsync("issue:7")).ClosedAs);
        await bench.GitHubAsync("issues", Changed(8, "closed", "2026-11-02T13:00:00Z", state: "closed", reason: "completed"));
        Assert.Empty(await bench.VoicesAsync("issue:8"));
    }

    [Fact]
    public async Task Issue_ClosedWhileItsWorkIsOnItsWay_StaysOpenUntilThatShips()
    {
        await bench.GitHubAsync("issues", Changed(9, "opened", "2026-11-02T09:00:00Z"));
        var voices = bench.Doors.Server.Get<IVoices>();
        await voices.ChangeAsync(
            Assert.Single(await bench.VoicesAsync("issue:9")).Id, Author.Host, change => change.Link = new NewLink(LinkTarget.WorkItem, null, "MP-9", "person", 1), TestContext.Current.CancellationToken);

        await bench.GitHubAsync("issues", Changed(9, "closed", "2026-11-02T10:00:00Z", state: "closed", reason: "completed"));

        Assert.Null(Assert.Single(await bench.VoicesAsync("issue:9")).ClosedAs);
    }

    [Fact]
    public async Task Hook_WithABoard_GivesItToWhatIsHeard()
    {
        using var owner = await bench.Doors.Server.BrowseAsOwnerAsync();
        await owner.SubmitAsync("/feedback/boards", "board", ("Input.Name", "Of hooks"), ("Input.Slug", "of-hooks"), ("Input.Kind", "Customer"), ("Input.IsPublic", "true"));
        var board = (await bench.Doors.Server.Get<IHookListener>().BoardsAsync(TestContext.Current.CancellationToken)).Single(board => board.Name == "Of hooks").Id;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await owner.SubmitAsync("/sources/hooks", "board-issues", ("Which.Name", "issues"), ("Which.Board", "4711"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await owner.SubmitAsync("/sources/hooks", "board-issues", ("Which.Name", "issues"), ("Which.Board", $"{board}"))).Status);
        await bench.GitHubAsync("issues", Changed(10, "opened", "2026-11-02T09:00:00Z"));

        var voice = Assert.Single(await bench.VoicesAsync("issue:10"));
        Assert.Equal((board, false), (voice.BoardId, voice.IsPublic));
        await owner.SubmitAsync("/sources/hooks", "board-issues", ("Which.Name", "issues"), ("Which.Board", ""));
    }

    [Fact]
    public async Task Secret_Renewed_TheFormerHoldsForADay()
    {
        var hooks = bench.Doors.Server.Get<KnownHooks>();
        var first = (await hooks.AddAsync(new NewHook("renewed", HookKinds.GitHub, "", "", nameof(VoiceKind.User)), Caller.Host, TestContext.Current.CancellationToken)).Secret!;
        var second = (await hooks.RenewAsync("renewed", "", Caller.Host, TestContext.Current.CancellationToken)).Secret!;
        var hook = (await hooks.FindAsync(HookKinds.GitHub, "renewed", TestContext.Current.CancellationToken))!;

        Assert.Equal([second, first], hooks.SecretsOf(hook));
        hook.FormerUntil = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        Assert.Equal([second], hooks.SecretsOf(hook));
        var body = Encoding.UTF8.GetBytes("{}");
        foreach (var secret in new[] { first, second })
            Assert.NotEqual(HttpStatusCode.Unauthorized, (await bench.GitHubAsync("ping", body, secret, HookBench.Sign(secret, body), "/hooks/github/renewed")).Status);
        Assert.DoesNotContain(second, hook.ProtectedSecret, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payloads_AllThatGitHubPublishes_AreTakenAndNoneIsLost()
    {
        var folder = Environment.GetEnvironmentVariable("DUET_TEST_DATA") is { Length: > 0 } root ? Path.Combine(root, "github-webhooks", "api.github.com") : "";
        Assert.SkipUnless(Directory.Exists(folder), "DUET_TEST_DATA names no folder with github-webhooks.");
        var files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        var before = await AsideAsync();

        foreach (var file in files)
        {
            var body = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var (status, said) = await bench.GitHubAsync(Path.GetFileName(Path.GetDirectoryName(file)!), body, Guid.NewGuid().ToString(), HookBench.Sign(bench.GitHubSecret, body));
            Assert.True(status is HttpStatusCode.Accepted or HttpStatusCode.OK, $"{file}: {status} {said}");
        }

        await bench.Doors.AssertSoundAsync();
        Assert.Equal(before, await AsideAsync());
        Assert.Single(await bench.Doors.FactsAsync("SELECT key FROM deployment WHERE key = '145988746'", row => row.GetString(0)));
    }

    [Fact]
    public async Task Page_HookAddedRenewedRemoved_ShowsItsSecretOnce()
    {
        using var owner = await bench.Doors.Server.BrowseAsOwnerAsync();

        var added = await owner.SubmitAsync("/sources/hooks", "add",
            ("Input.Kind", "github"), ("Input.Name", "from-page"), ("Input.Secret", "a secret of ours, long"), ("Input.Label", "idea"), ("Input.VoiceKind", "User"));
        Assert.Contains("a secret of ours, long", added.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("a secret of ours, long", (await owner.OpenAsync("/sources/hooks")).Body, StringComparison.Ordinal);
        var taken = await owner.SubmitAsync("/sources/hooks", "add", ("Input.Kind", "github"), ("Input.Name", "from-page"), ("Input.VoiceKind", "User"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        var slack = await owner.SubmitAsync("/sources/hooks", "add", ("Input.Kind", "slack"), ("Input.Name", "no-secret"), ("Input.VoiceKind", "User"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, slack.Status);

        var renewed = await owner.SubmitAsync("/sources/hooks", "renew-from-page");
        Assert.Contains("role=\"status\"", renewed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("from-page", (await owner.SubmitAsync("/sources/hooks", "remove-from-page")).Body, StringComparison.Ordinal);
    }

    private async Task<long> AsideAsync() => (await bench.Doors.BalancesAsync()).Where(balance => balance.Source == "github/issues").Sum(balance => balance.Quarantined);

    private static string Status(int id, string state, string payload = "{}", string environment = "production", string isProduction = "null") => $$"""
        { "action": "created", "deployment_status": { "id": {{id}}1, "state": "{{state}}", "environment": "{{environment}}", "created_at": "2026-11-02T09:10:00Z" },
          "deployment": { "id": {{id}}, "sha": "f95f852bd8fca8fcc58a9a2d6c842781e32a215e", "task": "deploy", "environment": "{{environment}}", "payload": {{payload}},
            "created_at": "2026-11-02T09:00:00Z", "production_environment": {{isProduction}} },
          "repository": { "name": "Hello-World", "full_name": "Codertocat/Hello-World", "created_at": 1557933565 } }
        """;

    private static string Changed(int id, string action, string at, string title = "Dark mode", string state = "open", string reason = "") => $$"""
        { "action": "{{action}}",
          "issue": { "id": {{id}}, "number": {{id}}, "title": "{{title}}", "body": "Please.", "created_at": "2026-11-02T09:00:00Z", "updated_at": "{{at}}", "state": "{{state}}",
            "state_reason": {{(reason.Length > 0 ? $"\"{reason}\"" : "null")}}, "html_url": "https://github.com/x/y/issues/{{id}}", "labels": [{ "name": "feedback" }] },
          "repository": { "name": "y" } }
        """;

    private static string Issue(int id, string action, string label, string? added = null) => $$"""
        { "action": "{{action}}", "label": { "name": "{{added ?? label}}" },
          "issue": { "id": {{id}}, "number": {{id}}, "title": "Dark mode", "body": "Please.", "created_at": "2026-11-02T09:00:00Z", "html_url": "https://github.com/x/y/issues/{{id}}",
            "labels": [{{(action == "unlabeled" ? "" : string.Join(',', new[] { label, added }.OfType<string>().Select(name => $"{{\"name\":\"{name}\"}}")))}}] },
          "repository": { "name": "y" } }
        """;
}
