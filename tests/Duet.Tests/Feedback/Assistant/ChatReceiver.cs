using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Feedback.Assistant;

/// <summary>A server on loopback with the chat completions API of OpenAI: keeps each question, and answers what the test says.</summary>
internal sealed class ChatReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private ChatReceiver(WebApplication app) => this.app = app;

    /// <summary>Each question as it came, with its Authorization header.</summary>
    public ConcurrentQueue<(string Body, string Key)> Questions { get; } = new();

    /// <summary>Answers the texts of a question with what the model says.</summary>
    public Func<HttpContext, IReadOnlyList<string>, Task> Answer { get; set; } = (context, _) => SayAsync(context, """{"themes":[]}""");

    public string Endpoint => app.Urls.First() + "/v1";

    public static async Task<ChatReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new ChatReceiver(builder.Build());
        receiver.app.MapPost("/v1/chat/completions", receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public static Task SayAsync(HttpContext context, string content) =>
        context.Response.WriteAsJsonAsync(new { id = "chat-1", @object = "chat.completion", choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } } });

    /// <summary>The texts that a question holds, in the order of their numbers.</summary>
    public static IReadOnlyList<string> TextsOf(string question)
    {
        var messages = JsonDocument.Parse(question).RootElement.GetProperty("messages");
        return [.. JsonDocument.Parse(messages[1].GetProperty("content").GetString()!).RootElement.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("text").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Questions.Enqueue((body, context.Request.Headers.Authorization.ToString()));
        await Answer(context, TextsOf(body));
    }
}
