using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Feedback.Records;
using Duet.Platform.Messages;
using Duet.Platform.Records;
using Duet.Tests.Platform.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.BrowserTests;

/// <summary>Two whole loops: a customer's wish from the portal, and a developer's friction from the command line.</summary>
[Trait("speed", "slow")]
public sealed class LoopTests(BrowserFixture browsers, LoopTests.House house) : IClassFixture<LoopTests.House>
{
    private const string Password = "correct horse battery";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wish_FromThePortalToItsAnswer_ClosesTheLoop()
    {
        const string Sha = "1f0c8c3b5d7e9a2b4c6d8e0f1a3b5c7d9e1f2a4b";
        var (server, mails) = (house.Server, house.Mails);
        await using var owners = await browsers.OpenAsync(server.Address);
        var owner = await SignInAsync(owners);
        await BoardAsync(server);

        // A customer writes, and confirms the address.
        await using var theirs = await browsers.OpenAsync(server.Address);
        var customer = await theirs.NewPageAsync();
        await customer.GotoAsync("/portal/shop/new");
        await customer.Locator("[name=title]").FillAsync("The refund export stops at 10,000 rows");
        await customer.Locator("[name=mail]").FillAsync("jana@nordhandel.example");
        await customer.Locator("form button").First.ClickAsync();
        var asked = (await mails.WaitAsync(1, mail => mail.Text.Contains("/portal/confirm/", StringComparison.Ordinal), Stop))[0];
        await customer.GotoAsync(PathIn(asked, "confirm"));
        await customer.Locator("form button").First.ClickAsync();

        // Product operations links it, and the change to the initiative.
        await owner.GotoAsync("/initiatives");
        await owner.Locator("[name='Initiative.Name']").FillAsync("Exports people can trust");
        await owner.Locator("form:has([name='Initiative.Name']) button").ClickAsync();
        await Assertions.Expect(owner.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Exports people can trust");
        await ChangeAsync(server, "shop", Sha, "Export all rows");
        await owner.Locator("[name='Link.Repo']").FillAsync("shop");
        await owner.Locator("[name='Link.Key']").FillAsync(Sha);
        await owner.Locator("form:has([name='Link.Repo']) button").ClickAsync();
        await Assertions.Expect(owner.Locator("#work tbody th")).ToContainTextAsync("Export all rows");
        await IsAccessibleAsync(owner);
        await owner.GotoAsync("/feedback?kind=user");
        await IsAccessibleAsync(owner);
        await owner.Keyboard.PressAsync("l");
        await owner.Keyboard.TypeAsync("Exports people can trust");
        await owner.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Locator(".link-list").GetByRole(AriaRole.Link, new() { Name = "Exports people can trust" })).ToBeVisibleAsync();

        // The pipeline says that it is in production; Duet proposes to say so.
        await DeployAsync(server, "shop", Sha);
        await ExpectSoonAsync(owner, $"/feedback?state=tell&voice={(await VoiceAsync(server, VoiceKind.User)).Id}", ".reply button:has-text('Tell one person')");
        await IsAccessibleAsync(owner);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Tell one person" }).ClickAsync();

        var told = (await mails.WaitAsync(1, IsTelling("jana@nordhandel.example"), Stop))[0];
        await customer.GotoAsync(PathIn(told, "answer"));
        // Looking changes nothing.
        Assert.Null((await VoiceAsync(server, VoiceKind.User)).Helped);
        await customer.GetByRole(AriaRole.Button, new() { Name = "Yes, it helped" }).ClickAsync();
        await Assertions.Expect(customer.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Thank you");
        Assert.Empty(await theirs.CookiesAsync());

        await HasLegsAsync(server, owner, VoiceKind.User);
    }

    [Fact]
    public async Task Friction_FromTheCommandLineToABetterTool_ClosesTheLoop()
    {
        const string Sha = "2e1d9d4c6e8f0b3c5d7e9f1a2b4c6d8e0f2a3b5c";
        var (server, mails) = (house.Server, house.Mails);
        await using var owners = await browsers.OpenAsync(server.Address);
        var owner = await SignInAsync(owners);
        await owner.GotoAsync("/tooling");
        await owner.Locator("[name='Tool.Name']").FillAsync("Build cache");
        await owner.Locator("form:has([name='Tool.Name']) button").ClickAsync();
        await Assertions.Expect(owner.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Build cache");
        await ChangeAsync(server, "build", Sha, "Cache by content");
        await owner.Locator("[name='Link.Repo']").FillAsync("build");
        await owner.Locator("[name='Link.Key']").FillAsync(Sha);
        await owner.Locator("form:has([name='Link.Repo']) button").ClickAsync();
        await Assertions.Expect(owner.Locator("#work tbody th")).ToContainTextAsync("Cache by content");

        Assert.Equal(0, await FrictionAsync(server, "the build cache misses on every branch"));
        var voice = await VoiceAsync(server, VoiceKind.Developer);
        await owner.GotoAsync($"/feedback?state=all&voice={voice.Id}");
        await owner.Keyboard.PressAsync("l");
        await owner.Keyboard.TypeAsync("Build cache");
        await owner.Keyboard.PressAsync("Enter");
        await Assertions.Expect(owner.Locator(".link-list").GetByRole(AriaRole.Link, new() { Name = "Build cache" })).ToBeVisibleAsync();
        await DeployAsync(server, "build", Sha);
        await ExpectSoonAsync(owner, $"/feedback?state=tell&voice={voice.Id}", ".reply button:has-text('Tell one person')");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Tell one person" }).ClickAsync();
        var told = (await mails.WaitAsync(1, IsTelling("ada@example.org"), Stop))[0];
        await owner.GotoAsync(PathIn(told, "answer"));
        await owner.GetByRole(AriaRole.Button, new() { Name = "Yes, it helped" }).ClickAsync();
        await Assertions.Expect(owner.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Thank you");

        await HasLegsAsync(server, owner, VoiceKind.Developer);
    }

    private static async Task HasLegsAsync(Served server, IPage owner, VoiceKind kind)
    {
        var voice = await VoiceAsync(server, kind);
        Assert.All(
            [voice.TriagedAt, voice.LinkedAt, voice.StartedAt, voice.ReleasedAt, voice.ToldAt, voice.ConfirmedAt], at => Assert.NotNull(at));
        Assert.True(voice.Helped);
        foreach (var key in new[] { "voice.triage_time", "voice.decide_time", "voice.wait_time", "voice.build_time", "voice.tell_time", "voice.confirm_time", "loop.asked_to_told", "loop.helped_share" })
        {
            // The facts follow the records within seconds; until then the leg is open.
            JsonElement[] points = [];
            for (var tries = 0; tries < 120 && points.Length == 0; tries++)
            {
                await Task.Delay(tries == 0 ? 0 : 250, Stop);
                var answer = await owner.APIRequest.GetAsync($"/api/v1/metrics/{key}/series?since=13w&where=kind:{kind.ToString().ToLowerInvariant()}");
                points = [.. (await answer.JsonAsync())!.Value.GetProperty("points").EnumerateArray().Where(point => point.GetProperty("n").GetInt64() > 0 && point.GetProperty("value").ValueKind != JsonValueKind.Null)];
            }
            Assert.Equal(1, Assert.Single(points).GetProperty("n").GetInt64());
        }
        await owner.GotoAsync("/loop");
        await Assertions.Expect(owner.GetByRole(AriaRole.Link, new() { Name = "Asked to told" })).ToBeVisibleAsync();
        await IsAccessibleAsync(owner);
    }

    // The watch looks every few seconds.
    private static async Task ExpectSoonAsync(IPage page, string path, string selector)
    {
        for (var tries = 0; tries < 80; tries++)
        {
            await page.GotoAsync(path);
            if (await page.Locator(selector).CountAsync() > 0)
                return;
            await Task.Delay(500, Stop);
        }
        Assert.Fail($"{selector} did not come to {path}");
    }

    private static async Task<IPage> SignInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("[name='Input.Mail']").FillAsync("ada@example.org");
        await page.Locator("[name='Input.Password']").FillAsync(Password);
        await page.Locator("form:has([name='Input.Password']) button").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveTextAsync("Sign in");
        return page;
    }

    private static Func<ReceivedMail, bool> IsTelling(string to) => mail => mail.To.Contains(to) && mail.Text.Contains("/portal/answer/", StringComparison.Ordinal);

    private static async Task BoardAsync(Served server)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        db.Add(new Board { Slug = "shop", Name = "Shop", IsPublic = true, ReviewFirst = false });
        await db.SaveChangesAsync(Stop);
    }

    private static Task<BatchOutcome> ChangeAsync(Served server, string repo, string sha, string title) => server.Services.GetRequiredService<IFactStore>().WriteAsync(
        new FactBatch($"change-{repo}", "test").Upsert<ChangeFact>([new ChangeFact
        {
            Repo = repo,
            Id = sha,
            Title = title,
            Author = new Actor("git", "ada@example.org", "Ada", ActorKind.Human),
            AuthorKind = ActorKind.Human,
            Method = ChangeMethod.Merge,
            FirstCommitAt = TimeProvider.System.GetUtcNow().AddHours(-1),
            MergedAt = TimeProvider.System.GetUtcNow(),
        }]), Stop);

    private static async Task DeployAsync(Served server, string service, string sha)
    {
        var key = (await server.Services.GetRequiredService<Keys>().AddAsync(new KeyRequest($"pipeline-{service}", [Scopes.EventsWrite]), Caller.Host, Stop)).Text!;
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var now = TimeProvider.System.GetUtcNow();
        using var answer = await client.PostAsJsonAsync("/api/v1/deployments", new
        {
            id = $"deploy-{service}",
            service,
            environment = "production",
            sha,
            started_at = now.AddMinutes(-1),
            finished_at = now,
            outcome = "success",
        }, Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    // As a developer types it, on another machine: an address and a key.
    private static async Task<int> FrictionAsync(Served server, string text)
    {
        var key = await PersonsKeyAsync(server);
        var start = new System.Diagnostics.ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "duet.exe" : "duet"), ["friction", text, "--server", server.Address.ToString()])
        {
            Environment = { ["DUET_KEY"] = key },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.WaitForExitAsync(Stop);
        return process.ExitCode;
    }

    private static async Task<string> PersonsKeyAsync(Served server)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var account = await db.Set<Account>().SingleAsync(Stop);
        var who = Principals.Of(account);
        var caller = new Caller(() => who, server.Services.GetRequiredService<Func<Matrix>>(), server.Services.GetRequiredService<ITeamsOfPerson>(), server.Services.GetRequiredService<IOpenTeams>());
        return (await server.Services.GetRequiredService<Keys>().AddAsync(new KeyRequest("laptop", [Scopes.FrictionWrite]), caller, Stop)).Text!;
    }

    private static async Task<Voice> VoiceAsync(Served server, VoiceKind kind)
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Voice>().AsNoTracking().SingleAsync(voice => voice.Kind == kind, Stop);
    }

    private static string PathIn(ReceivedMail mail, string what) => Regex.Match(mail.Text, $"/portal/{what}/[0-9a-zA-Z]+") is { Success: true } found
        ? found.Value
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"No link to {what} in:\n{mail.Text}"));

    private static async Task IsAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}"))));
    }

    /// <summary>A server with an owner, and a mail server that keeps what it is given.</summary>
    public sealed class House : IAsyncLifetime
    {
        internal Served Server { get; private set; } = null!;
        internal SmtpReceiver Mails { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Server = await Served.EmptyAsync(Stop);
            var token = await Server.Services.GetRequiredService<SetupLinks>().IssueAsync(Stop);
            await Server.Services.GetRequiredService<Accounts>().CreateOwnerAsync(token!, new NewAccount("ada@example.org", "Ada", Password), Stop);
            await Server.Services.GetRequiredService<MailServers>().SaveAsync(
                new MailServer { Host = "127.0.0.1", Port = Mails.Port, Security = MailSecurity.None, From = "duet@example.org", FromName = "Duet" }, Stop);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await Mails.DisposeAsync();
        }
    }
}
