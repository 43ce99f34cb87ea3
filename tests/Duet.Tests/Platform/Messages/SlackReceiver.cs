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
    private readonly ConcurrentQueue<(int Status, string? RetryAfter)> failures = new();
    private int requests;

    private SlackReceiver(WebApplication app) => this.app = app;

    public const string Token = "xoxb-1-right";

    public ConcurrentQueue<JsonElement> Payloads { get; } = new();

    /// <summary>The people of the workspace by their mail addresses.</summary>
    public ConcurrentDictionary<string, string> People { get; } = new() { ["grace@example.org"] = "U1" };

    /// <summary>How many requests came, taken or not.</summary>
    public int Requests => requests;

    public Uri Webhook => new(new Uri(app.Urls.First()), "/services/T0/B0/secret");
    public Uri Api => new(new Uri(app.Urls.First()), "/api/");

    public static async Task<SlackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new SlackReceiver(builder.Build());
        receiver.app.Use(receiver.FailAsync);
        receiver.app.MapPost("/services/T0/B0/secret", receiver.TakeAsync);
        receiver.app.MapPost("/api/chat.postMessage", receiver.PostAsync);
        receiver.app.MapGet("/api/users.lookupByEmail", receiver.Lookup);
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Asks the next so many senders to come again in a second.</summary>
    public void BeBusy(int times)
    {
        for (var time = 0; time < times; time++)
            Fail(StatusCodes.Status429TooManyRequests, "1");
    }

    /// <summary>Answers the next request so, whatever it asks.</summary>
    public void Fail(int status, string? retryAfter = null) => failures.Enqueue((status, retryAfter));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private Task FailAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref requests);
        if (!failures.TryDequeue(out var failure))
            return next(context);
        context.Response.StatusCode = failure.Status;
        if (failure.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait;
        return Task.CompletedTask;
    }

    private async Task TakeAsync(HttpContext context)
    {
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
        if (!IsSigned(context) || !IsGood(payload) || !People.Values.Contains(payload.GetProperty("channel").GetString()!))
        {
            await context.Response.WriteAsJsonAsync(new { ok = false, error = "invalid_auth" });
            return;
        }
        Payloads.Enqueue(payload);
        await context.Response.WriteAsJsonAsync(new { ok = true });
    }

    private Task Lookup(HttpContext context) => context.Response.WriteAsJsonAsync(
        !IsSigned(context) ? new { ok = false, error = "invalid_auth" }
        : People.TryGetValue(context.Request.Query["email"].ToString(), out var id) ? new { ok = true, user = new { id } }
        : (object)new { ok = false, error = "users_not_found" });

    private static bool IsSigned(HttpContext context) => context.Request.Headers.Authorization == $"Bearer {Token}";

    private static bool IsGood(JsonElement payload) =>
        payload.GetProperty("text").GetString()!.Length > 0 && payload.GetProperty("blocks").GetArrayLength() <= 50
        && payload.GetProperty("blocks").EnumerateArray().All(block =>
            block.GetProperty("type").GetString() == "section" && block.GetProperty("text").GetProperty("type").GetString() == "mrkdwn"
            && block.GetProperty("text").GetProperty("text").GetString()!.Length is > 0 and <= 3_000);
}
