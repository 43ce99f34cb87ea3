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
        var accounts = server.Get<Accounts>();
        Task<SignInAnswer> TryAsync(string mail, string password) =>
            accounts.SignInAsync(mail, password, TestContext.Current.CancellationToken);

        for (var attempt = 1; attempt < SignInThrottle.Attempts; attempt++)
            Assert.False((await TryAsync(RunningServer.OwnerMail, "wrong wrong wrong")).Locked);
        Assert.True((await TryAsync(RunningServer.OwnerMail, "wrong wrong wrong")).Locked);
        Assert.Null((await TryAsync(RunningServer.OwnerMail, RunningServer.OwnerPassword)).Account);

        time.Advance(SignInThrottle.Locked);
        Assert.NotNull((await TryAsync(RunningServer.OwnerMail, RunningServer.OwnerPassword)).Account);
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
}
