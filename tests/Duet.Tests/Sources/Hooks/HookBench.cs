using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Duet.Access;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Sources.Hooks;
using Duet.Tests.Sources.Doors;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Sources.Hooks;

/// <summary>A server with two hooks, and what signs for them.</summary>
public sealed class HookBench : IAsyncLifetime
{
    public const string GitHub = "/hooks/github/issues";
    public const string Slack = "/hooks/slack/wishes";
    public const string Label = "feedback";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal DoorBench Doors { get; private set; } = null!;
    internal string GitHubSecret { get; private set; } = null!;
    internal string SlackSecret { get; } = "8f742231b10e8888abcd99yyyzzz85a5";
    private HttpClient Client { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Doors = await DoorBench.StartAsync();
        Client = new HttpClient { BaseAddress = Doors.Server.Address };
        var hooks = Doors.Server.Get<KnownHooks>();
        GitHubSecret = (await hooks.AddAsync(new NewHook("issues", HookKinds.GitHub, "", Label, nameof(VoiceKind.Customer)), Caller.Host, Stop)).Secret!;
        Assert.NotNull((await hooks.AddAsync(new NewHook("wishes", HookKinds.Slack, SlackSecret, "", nameof(VoiceKind.Stakeholder)), Caller.Host, Stop)).Secret);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Doors.DisposeAsync();
    }

    internal Task<(HttpStatusCode Status, string Body)> GitHubAsync(string name, string json, string? delivery = null) =>
        GitHubAsync(name, Encoding.UTF8.GetBytes(json), delivery ?? Guid.NewGuid().ToString(), Sign(GitHubSecret, json));

    internal async Task<(HttpStatusCode Status, string Body)> GitHubAsync(string name, byte[] body, string delivery, string? signature, string path = GitHub, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", delivery);
        if (signature is not null)
            request.Headers.Add("X-Hub-Signature-256", signature);
        return await SendAsync(request);
    }

    internal async Task<(HttpStatusCode Status, string Body)> SlackAsync(string body, string type = "application/json", int late = 0)
    {
        var stamp = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - late).ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, Slack) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        request.Headers.Add("X-Slack-Signature", Sign(SlackSecret, $"v0:{stamp}:{body}").Replace("sha256=", "v0=", StringComparison.Ordinal));
        return await SendAsync(request);
    }

    internal static string Sign(string secret, string text) => Sign(secret, Encoding.UTF8.GetBytes(text));

    internal static string Sign(string secret, byte[] body) => "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    internal async Task<IReadOnlyList<Voice>> VoicesAsync(string externalId)
    {
        await using var db = await Doors.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Voice>().AsNoTracking().Where(voice => voice.ExternalId == externalId).ToListAsync(Stop);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Client.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }
}
