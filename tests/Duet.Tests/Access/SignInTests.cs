using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Page_WithoutSignIn_LeadsToSignInAndBack()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        using var browser = server.Browse();

        var refused = await browser.OpenAsync("/?grain=week");
        Assert.Equal(HttpStatusCode.Redirect, refused.Status);
        var signIn = new Uri(refused.Location!).PathAndQuery;
        Assert.StartsWith("/sign-in?returnUrl=", signIn, StringComparison.Ordinal);

        var entered = await browser.SubmitAsync(
            signIn, "sign-in", ("Input.Mail", " ADA@example.org "), ("Input.Password", RunningServer.OwnerPassword));
        Assert.Equal(HttpStatusCode.Redirect, entered.Status);
        Assert.EndsWith("/?grain=week", entered.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task Cookie_OnPlainHttp_IsHttpOnlyAndLax()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        var cookie = Assert.Single(browser.Cookies.GetCookies(server.Address), cookie => cookie.Name == "duet");
        Assert.True(cookie.HttpOnly);
        Assert.False(cookie.Secure);
    }

    [Fact]
    public async Task WrongPasswords_FiveTimes_LockTheAddressUntilTimePasses()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var server = await RunningServer.StartAsync(options => options with { Time = time });
        using var owner = await server.BrowseAsOwnerAsync();

        for (var attempt = 1; attempt < SignInThrottle.Attempts; attempt++)
            Assert.Equal(SignInRefusal.Wrong, (await TryAsync(server, "wrong wrong wrong")).Refusal);
        Assert.Equal(SignInRefusal.Locked, (await TryAsync(server, "wrong wrong wrong")).Refusal);
        Assert.Equal(SignInRefusal.Locked, (await TryAsync(server, RunningServer.OwnerPassword)).Refusal);

        time.Advance(SignInThrottle.Locked);
        Assert.NotNull((await TryAsync(server, RunningServer.OwnerPassword)).Account);
        Assert.NotNull((await TryAsync(server, RunningServer.OwnerPassword)).Account);
    }

    [Fact]
    public async Task WrongPasswords_ThenARestart_AreNotForgiven()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(dataFolder: folder.Path))
        {
            using var owner = await server.BrowseAsOwnerAsync();
            for (var attempt = 0; attempt < SignInThrottle.Attempts; attempt++)
                await TryAsync(server, "wrong wrong wrong");
        }

        await using var again = await RunningServer.StartAsync(dataFolder: folder.Path);
        Assert.Equal(SignInRefusal.Locked, (await TryAsync(again, RunningServer.OwnerPassword)).Refusal);
    }

    [Fact]
    public async Task WrongPasswords_ManyAtOnce_AreNoMoreTriesThanOneAfterAnother()
    {
        await using var server = await RunningServer.StartAsync();
        var throttle = server.Get<SignInThrottle>();

        var begun = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(_ => Task.Run(() => throttle.BeginAsync("bob@example.org", TestContext.Current.CancellationToken))));

        Assert.Equal(SignInThrottle.Attempts, begun.Count(attempt => attempt is not null));
    }

    [Fact]
    public async Task Throttle_FloodedWithMadeUpAddresses_StaysBoundedAndKeepsTheLockedOnes()
    {
        await using var server = await RunningServer.StartAsync();
        var throttle = server.Get<SignInThrottle>();
        var stop = TestContext.Current.CancellationToken;
        for (var attempt = 0; attempt < SignInThrottle.Attempts; attempt++)
            await throttle.BeginAsync("bob@example.org", stop);
        await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        db.AddRange(Enumerable.Range(0, SignInThrottle.MostRemembered).Select(number => new SignInFailure
        {
            Hash = [.. BitConverter.GetBytes(number), 1],
            Count = 1,
            Last = TimeProvider.System.GetUtcNow(),
        }));
        await db.SaveChangesAsync(stop);

        Assert.Equal(1, await throttle.BeginAsync("one more", stop));

        Assert.True(await db.Set<SignInFailure>().CountAsync(stop) <= SignInThrottle.MostRemembered);
        Assert.Null(await throttle.BeginAsync("bob@example.org", stop));
    }

    [Fact]
    public async Task WrongPasswords_UpToTheLock_AreOneEntryOfTheAuditLog()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();

        for (var attempt = 0; attempt <= SignInThrottle.Attempts; attempt++)
            await TryAsync(server, "wrong wrong wrong");

        var entry = Assert.Single(await server.AuditedAsync("sign-in"));
        Assert.Equal("sign-in.locked", entry.Action);
        Assert.Equal("nobody", entry.Actor);
        Assert.StartsWith("account:", entry.Object, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_OfAnUnknownAddress_TakesAsLongAsAWrongOne()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        var signIns = server.Get<SignIns>();
        // The first of each compiles what it needs.
        await TimeAsync(RunningServer.OwnerMail);
        await TimeAsync("bob@example.org");

        var (known, unknown) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < 3; round++)
        {
            var (a, b) = (await TimeAsync(RunningServer.OwnerMail), await TimeAsync("bob@example.org"));
            (known, unknown) = (a < known ? a : known, b < unknown ? b : unknown);
        }

        // Hashing takes tens of milliseconds; without it the answer would come in a few.
        Assert.InRange(unknown / known, 0.4, 2.5);

        async Task<TimeSpan> TimeAsync(string mail)
        {
            var start = TimeProvider.System.GetTimestamp();
            await signIns.SignInAsync(mail, "wrong wrong wrong", TestContext.Current.CancellationToken);
            var taken = TimeProvider.System.GetElapsedTime(start);
            await server.Get<SignInThrottle>().ForgiveAsync(mail, TestContext.Current.CancellationToken);
            return taken;
        }
    }

    [Fact]
    public async Task WrongPasswords_OfAKnownAndAnUnknownAddress_AreAnsweredAlike()
    {
        await using var server = await RunningServer.StartAsync();
        using var owner = await server.BrowseAsOwnerAsync();
        using var browser = server.Browse();

        for (var attempt = 0; attempt <= SignInThrottle.Attempts; attempt++)
        {
            var known = await browser.SubmitAsync(
                "/sign-in", "sign-in", ("Input.Mail", RunningServer.OwnerMail), ("Input.Password", "wrong"));
            var unknown = await browser.SubmitAsync(
                "/sign-in", "sign-in", ("Input.Mail", "bob@example.org"), ("Input.Password", "wrong"));
            Assert.Equal(known.Status, unknown.Status);
            Assert.Equal(Alert(known.Body), Alert(unknown.Body));
        }

        static string Alert(string html) => html[html.IndexOf("role=\"alert\"", StringComparison.Ordinal)..].Split("</p>")[0];
    }

    [Fact]
    public async Task Attempts_FromOneAddressOfTheNetwork_AreLimited()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = server.Browse();

        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 31; attempt++)
            statuses.Add((await browser.PostAsync("/sign-in")).Status);

        Assert.Equal(HttpStatusCode.BadRequest, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal("sign-in.flood", Assert.Single(await server.AuditedAsync("sign-in")).Action);
    }

    [Fact]
    public async Task Stamp_Changed_EndsTheCookie()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();
        await using (var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext())
            await db.Set<Account>().ExecuteUpdateAsync(
                set => set.SetProperty(account => account.SecurityStamp, "other"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/")).Status);
    }

    [Fact]
    public async Task SignOut_WithTheTokenOfAPage_EndsTheCookie_WithoutIsRefused()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/sign-out")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/")).Status);

        var form = Browser.FormsOf((await browser.OpenAsync("/sign-in")).Body)[0];
        Assert.Equal(HttpStatusCode.Redirect, (await browser.PostAsync("/sign-out", [.. form])).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/")).Status);
    }

    [Theory]
    [InlineData("/metrics?x=1", "/metrics?x=1")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("/a\r\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void ReturnUrl_OnlyOurOwnPages_AreKept(string? url, string kept) => Assert.Equal(kept, ReturnUrl.Checked(url));

    private static Task<SignInAnswer> TryAsync(RunningServer server, string password) =>
        server.Get<SignIns>().SignInAsync(RunningServer.OwnerMail, password, TestContext.Current.CancellationToken);
}
