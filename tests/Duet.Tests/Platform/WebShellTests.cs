using System.Net;
using System.Text.Json;
using Duet.Access;
using Duet.Tests.Access;
using Microsoft.AspNetCore.Builder;

namespace Duet.Tests.Platform;

public sealed class WebShellTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/duet.css")]
    [InlineData("/health/live")]
    [InlineData("/")]
    [InlineData("/broken")]
    [InlineData("/denied")]
    [InlineData("/api/v1/broken")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        await using var server = await RunningServer.StartAsync(before: app =>
        {
            app.MapGet("/broken", void () => throw new InvalidOperationException()).Needs(Permission.Open);
            app.MapGet("/api/v1/broken", void () => throw new InvalidOperationException()).Needs(Permission.Open);
            app.MapGet("/denied", void () => throw new DeniedException(Permission.AuditRead)).Needs(Permission.Open);
        });
        using var browser = server.Browse();

        var answer = await browser.OpenAsync(path);

        var policy = answer.Headers["Content-Security-Policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", answer.Headers["Referrer-Policy"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
        Assert.False(answer.Headers.ContainsKey("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Page_ThatIsDenied_SaysSoAndLeadsBack()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await new Cast(server).BrowseAsync(Role.Member);

        var answer = await browser.OpenAsync(
            "/settings/audit", request => request.Headers.Referrer = new Uri(server.Address, "/settings?from=here"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("<h1>Not allowed</h1>", answer.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/settings?from=here\"", answer.Body, StringComparison.Ordinal);
        var elsewhere = await browser.OpenAsync(
            "/settings/audit", request => request.Headers.Referrer = new Uri("https://elsewhere.example/page"));
        Assert.DoesNotContain("/page", elsewhere.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseCase_ThatDenies_IsAnsweredAsTheGateWould()
    {
        await using var server = await RunningServer.StartAsync(before: app =>
            app.MapGet("/api/v1/denied", void (Caller caller) => caller.Demand(Permission.AuditRead)).Needs(Permission.MetricsRead));
        using var browser = await new Cast(server).BrowseAsync(Role.Member);

        var answer = await browser.OpenAsync("/api/v1/denied");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("forbidden", JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData(nameof(Role.Owner), true, true, true)]
    [InlineData(nameof(Role.TeamLead), true, false, true)]
    [InlineData(nameof(Role.Member), false, false, true)]
    public async Task Navigation_OfARole_HasTheLinksItMayOpen(string role, bool sources, bool audit, bool settings)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await new Cast(server).BrowseAsync(Enum.Parse<Role>(role));

        var page = (await browser.OpenAsync("/settings")).Body;

        Assert.Equal(sources, page.Contains("href=\"/sources\"", StringComparison.Ordinal));
        Assert.Equal(audit, page.Contains("href=\"/settings/audit\"", StringComparison.Ordinal));
        Assert.Equal(settings, page.Contains("href=\"/settings\"", StringComparison.Ordinal));
        Assert.Equal(role == nameof(Role.Owner), page.Contains(">Save<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_ByCookieWithoutAToken_IsRefusedOnARouteThatForgotToAskForOne()
    {
        await using var server = await RunningServer.StartAsync(before: app =>
            app.MapPost("/api/v1/change", () => "done").Needs(Permission.MetricsRead));
        using var browser = await new Cast(server).BrowseAsync(Role.Member);
        var token = Browser.FormsOf((await browser.OpenAsync("/")).Body)[0].First(field => field.Name == "__RequestVerificationToken").Value;

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/api/v1/change")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/api/v1/change", ("__RequestVerificationToken", token))).Status);
        using var byKey = new HttpRequestMessage(HttpMethod.Post, "/api/v1/change");
        byKey.Headers.Authorization = new("Bearer", await new Cast(server).KeyAsync(null, [Scopes.MetricsRead]));
        using var program = server.Browse();
        Assert.Equal(HttpStatusCode.OK, (await program.SendAsync(byKey)).Status);
    }

    [Fact]
    public async Task Restart_WithTheSameDataDirectory_KeepsPeopleSignedIn()
    {
        using var folder = new TemporaryFolder();
        string cookie;
        await using (var server = await RunningServer.StartAsync(dataFolder: folder.Path))
        {
            using var browser = await server.BrowseAsOwnerAsync();
            cookie = browser.Cookies.GetCookies(server.Address)["duet"]!.Value;
        }

        await using var again = await RunningServer.StartAsync(dataFolder: folder.Path);
        using var same = again.Browse();
        same.Cookies.Add(again.Address, new Cookie("duet", cookie));
        Assert.Equal(HttpStatusCode.OK, (await same.OpenAsync("/settings")).Status);
        await using var other = await RunningServer.StartAsync();
        using var stranger = other.Browse();
        stranger.Cookies.Add(other.Address, new Cookie("duet", cookie));
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.OpenAsync("/settings")).Status);
    }

    [Theory]
    [InlineData("127.0.0.1/32", "https")]
    [InlineData("10.0.0.0/8", "http")]
    [InlineData(null, "http")]
    public async Task ForwardedHeaders_AreBelievedFromNamedProxiesOnly(string? proxy, string scheme)
    {
        await using var server = await RunningServer.StartAsync(
            options => proxy is null ? options : options with { Proxies = [System.Net.IPNetwork.Parse(proxy)] },
            before: app => app.MapGet("/api/v1/seen", (Microsoft.AspNetCore.Http.HttpContext context) =>
                $"{context.Request.Scheme} {context.Request.Host} {context.Connection.RemoteIpAddress}").Needs(Permission.Open));
        using var browser = server.Browse();

        var seen = await browser.OpenAsync("/api/v1/seen", request =>
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", "203.0.113.9");
            request.Headers.Add("X-Forwarded-Host", "duet.example");
        });

        Assert.Equal(
            scheme == "https" ? "https duet.example 203.0.113.9" : $"http {server.Address.Authority} 127.0.0.1", seen.Body);
        Assert.Equal(scheme == "https", seen.Headers.ContainsKey("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Page_ThatDoesNotExist_IsAPageThatSaysSo()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        var answer = await browser.OpenAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("text/html", answer.ContentType);
        Assert.Contains("<h1>Nothing here</h1>", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsAPageThatSaysSo()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = await server.BrowseAsOwnerAsync();

        var answer = await browser.PostAsync("/sources", ("_handler", "add-source"), ("Input.Location", "/tmp"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("Please try that again", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not-found")]
    [InlineData("POST", "/api/v1/broken", 405, "method-not-allowed")]
    [InlineData("GET", "/api/v1/broken", 500, "internal-error")]
    public async Task Api_Refusing_AnswersProblemDetails(string method, string path, int status, string code)
    {
        await using var server = await RunningServer.StartAsync(before: app =>
            app.MapGet("/api/v1/broken", void () => throw new InvalidOperationException("secret detail")).Needs(Permission.MetricsRead));
        var key = (await server.Get<Keys>().AddAsync("ci", TestContext.Current.CancellationToken)).Text!;
        using var program = server.Browse();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", key);

        var answer = await program.SendAsync(request);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        var problem = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_Asked_IsAnsweredToEverybody()
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = server.Browse();

        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Guest_ReadsPagesAndChangesNothing()
    {
        await using var server = await RunningServer.StartAsync(options => options with { GuestReadOnly = true });
        using var browser = server.Browse();

        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/settings")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/api/v1/nothing")).Status);
        var form = Browser.FormsOf((await browser.OpenAsync("/settings")).Body)[0];
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/settings", [.. form])).Status);
        var refused = await browser.PostAsync("/api/v1/nothing");
        Assert.Equal("read-only", JsonDocument.Parse(refused.Body).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Guest_OnAnAddressThatOthersReach_IsRefused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunningServer.StartAsync(
            options => options with { GuestReadOnly = true, Urls = "http://0.0.0.0:0" }));
}
