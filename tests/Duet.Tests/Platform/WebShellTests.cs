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
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        await using var server = await RunningServer.StartAsync();
        using var browser = server.Browse();

        var answer = await browser.OpenAsync(path);

        var policy = answer.Headers["Content-Security-Policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", answer.Headers["Referrer-Policy"]);
        Assert.False(answer.Headers.ContainsKey("Server"));
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
