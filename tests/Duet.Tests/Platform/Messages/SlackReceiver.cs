using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Platform.Messages;

/// <summary>A server on loopback that answers as Slack does, within its bounds, and keeps what it was sent.</summary>
internal sealed class SlackReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private int busy;

    private SlackReceiver(WebApplication app) => this.app = app;

    public const string Token = "xoxb-1-right";

    public ConcurrentQueue<JsonElement> Payloads { get; } = new();

    public Uri Webhook => new(new Uri(app.Urls.First()), "/services/T0/B0/secret");
    public Uri Api => new(new Uri(app.Urls.First()), "/api/");

    public static async Task<SlackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new SlackReceiver(builder.Build());
        receiver.app.MapPost("/services/T0/B0/secret", receiver.TakeAsync);
        receiver.app.MapPost("/api/chat.postMessage", receiver.PostAsync);
        receiver.app.MapGet("/api/users.lookupByEmail", Lookup);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Asks the next so many senders to come again in a second.</summary>
    public void BeBusy(int times) => busy = times;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        if (Interlocked.Decrement(ref busy) >= 0)
        {
            context.Response.Headers.RetryAfter = "1";
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        var payload = await context.Request.ReadFromJsonAsync<JsonElement>();
        if (!IsGood(payload))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("invalid_payload");
            return;
        }
        Payloads.Enqueue(payload);
        await context.Response.WriteAsync("ok");
    }

    private async Task PostAsync(HttpContext context)
    {
        var payload = await context.Request.ReadFromJsonAsync<JsonElement>();
        if (!IsSigned(context) || !IsGood(payload) || payload.GetProperty("channel").GetString() != "U1")
        {
            await context.Response.WriteAsJsonAsync(new { ok = false, error = "invalid_auth" });
            return;
        }
        Payloads.Enqueue(payload);
        await context.Response.WriteAsJsonAsync(new { ok = true });
    }

    private static Task Lookup(HttpContext context) => context.Response.WriteAsJsonAsync(
        !IsSigned(context) ? new { ok = false, error = "invalid_auth" }
        : context.Request.Query["email"] == "grace@example.org" ? new { ok = true, user = new { id = "U1" } }
        : (object)new { ok = false, error = "users_not_found" });

    private static bool IsSigned(HttpContext context) => context.Request.Headers.Authorization == $"Bearer {Token}";

    private static bool IsGood(JsonElement payload) =>
        payload.GetProperty("text").GetString()!.Length > 0 && payload.GetProperty("blocks").GetArrayLength() <= 50
        && payload.GetProperty("blocks").EnumerateArray().All(block =>
            block.GetProperty("type").GetString() == "section" && block.GetProperty("text").GetProperty("type").GetString() == "mrkdwn"
            && block.GetProperty("text").GetProperty("text").GetString()!.Length is > 0 and <= 3_000);
}
