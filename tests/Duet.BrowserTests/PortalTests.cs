using System.Globalization;
using System.Net;
using System.Text;
using Deque.AxeCore.Playwright;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Duet.BrowserTests;

/// <summary>The portal and the widget as people outside meet them, in a real browser.</summary>
[Trait("speed", "slow")]
public sealed class PortalTests(BrowserFixture browsers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Portal_OnAPhoneWithoutJavaScript_TakesAPostAVoteAndAComment()
    {
        await using var server = await Served.EmptyAsync(Stop);
        await FillAsync(server, "http://127.0.0.1:1");
        await using var context = await browsers.OpenAsync(server.Address, new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 390, Height = 844 } });
        var page = await context.NewPageAsync();

        await page.GotoAsync("/portal");
        await page.GetByRole(AriaRole.Link, new() { Name = "Market", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New post" }).ClickAsync();
        await page.GetByLabel("In one line").FillAsync("The export stops");
        await page.GetByLabel("What happens").FillAsync("At **10,000** rows.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Thank you");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The export stops");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vote for it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Your vote is counted.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vote for it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Your vote was counted before.");
        await page.GetByLabel("Your comment").FillAsync("Same here");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send comment" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Same here")).ToBeVisibleAsync();
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task Portal_InLightDarkAndNarrow_HasNothingForAxeToFind()
    {
        await using var server = await Served.EmptyAsync(Stop);
        var post = await FillAsync(server, "http://127.0.0.1:1");
        string[] paths = ["/portal", "/portal/market", "/portal/market?q=nothing+like+that", "/portal/market/new", $"/portal/market/{post}", "/portal/roadmap", "/portal/changelog", "/portal/nowhere", "/embed/feedback/market"];
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 390), (ColorScheme.Dark, 1280) })
        {
            await using var context = await browsers.OpenAsync(server.Address, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } });
            var page = await context.NewPageAsync();
            foreach (var path in paths)
            {
                await page.GotoAsync(path);
                var found = (await page.RunAxe()).Violations;
                Assert.True(found.Length == 0, $"{scheme} {path}: " + string.Join("; ", found.Select(violation =>
                    $"{violation.Id} at {string.Join(", ", violation.Nodes.Take(3).Select(node => node.Html))}")));
                Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{path} is wider than {width} px");
            }
        }
    }

    [Fact]
    public async Task Widget_OnAForeignPage_TakesAVoiceAndElsewhereShowsNothing()
    {
        await using var server = await Served.EmptyAsync(Stop);
        using var site = new ForeignSite(server.Address);
        using var stranger = new ForeignSite(server.Address);
        await FillAsync(server, site.Address);
        await using var context = await browsers.OpenAsync(server.Address);
        var page = await context.NewPageAsync();
        List<string> refusals = [];
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                refusals.Add(message.Text);
        };

        await page.GotoAsync(site.Address + "/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Feedback" }).ClickAsync();
        var frame = page.FrameLocator("iframe");
        await frame.GetByLabel("In one line").FillAsync("From the shop");
        await frame.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(frame.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Thank you");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(page.Locator("iframe")).ToHaveCountAsync(0);
        await page.GetByText("Tell us").ClickAsync();
        await Assertions.Expect(frame.GetByLabel("In one line")).ToBeVisibleAsync();

        await using var db = server.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        Assert.Equal(VoiceChannel.Widget, (await db.Set<Voice>().SingleAsync(voice => voice.Title == "From the shop", Stop)).Channel);

        Assert.Empty(refusals);
        await page.GotoAsync(stranger.Address + "/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Feedback" }).ClickAsync();
        await Assertions.Expect(frame.GetByLabel("In one line")).ToHaveCountAsync(0);
        Assert.Contains(refusals, refusal => refusal.Contains("frame-ancestors", StringComparison.Ordinal));
        Assert.Empty(await context.CookiesAsync());
    }

    /// <summary>A board with posts in all states, a comment, a roadmap and a changelog; the number of the first post.</summary>
    private static async Task<int> FillAsync(Served server, string origin)
    {
        await using var db = server.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        var board = new Board { Slug = "market", Name = "Market", IsPublic = true, ReviewFirst = false, EmbedOrigins = [origin] };
        db.Add(board);
        await db.SaveChangesAsync(Stop);
        Voice[] posts = [.. Enum.GetValues<PublicState>().Select((state, i) => new Voice
        {
            Kind = VoiceKind.User, Channel = VoiceChannel.Portal, Source = "portal", Title = $"Post that is {state}", Body = "Words with `code`, a [link](https://example.org) and\n\n> a quote",
            SearchText = $"post {state}\nwords".ToLowerInvariant(), BoardId = board.Id, IsPublic = true, Shown = state, Votes = i, CapturedAt = new DateTimeOffset(2026, 10, 1 + i, 9, 0, 0, TimeSpan.Zero), Change = 1,
        })];
        db.AddRange(posts);
        db.Add(new Initiative { Name = "Bigger exports", Key = "bigger exports", IsPublic = true, Slot = RoadmapSlot.Now, State = InitiativeState.Started, CreatedAt = DateTimeOffset.UnixEpoch });
        db.Add(new ChangelogEntry { Title = "Faster search", Body = "It finds *beginnings* now.", PublishedAt = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero) });
        await db.SaveChangesAsync(Stop);
        db.Add(new VoiceComment { VoiceId = posts[1].Id, At = DateTimeOffset.UnixEpoch, Body = "We look into it.", IsPublic = true, IsTeam = true });
        await db.SaveChangesAsync(Stop);
        return posts[1].Id;
    }

    /// <summary>A page of somebody else's product, on another port.</summary>
    private sealed class ForeignSite : IDisposable
    {
        private readonly HttpListener listener = new();

        public ForeignSite(Uri duet)
        {
            using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
            listener.Prefixes.Add(Address + "/");
            listener.Start();
            var html = Encoding.UTF8.GetBytes(
                $"<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><p><a href=# data-duet-feedback>Tell us</a></p><script src=\"{new Uri(duet, "/duet-feedback.js")}\" data-board=market async></script></html>");
            _ = ServeAsync(html);
        }

        public string Address { get; }

        public void Dispose() => listener.Close();

        private async Task ServeAsync(byte[] html)
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    context.Response.ContentType = "text/html; charset=utf-8";
                    // As careful sites have it: the widget must do without styles in the page.
                    context.Response.Headers["Content-Security-Policy"] = "default-src 'self'; script-src http://127.0.0.1:*; frame-src http://127.0.0.1:*";
                    await context.Response.OutputStream.WriteAsync(html);
                    context.Response.Close();
                }
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
            }
        }
    }
}
