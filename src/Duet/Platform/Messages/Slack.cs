using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Duet.Platform.Messages;

/// <summary>Hands messages to Slack, at most one a second. Nothing of them is logged.</summary>
internal sealed class Slack(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1 << 20,
    };

    private readonly SemaphoreSlim turn = new(1, 1);
    private DateTimeOffset next;

    public async Task<SendOutcome> SendAsync(SlackWorkspace workspace, SlackMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return message.To is { } to
                ? await SendToPersonAsync(workspace, to, message, cancellationToken)
                : await SendToChannelAsync(workspace, message, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return SendOutcome.Later;
        }
    }

    public void Dispose()
    {
        client.Dispose();
        turn.Dispose();
    }

    private async Task<SendOutcome> SendToChannelAsync(SlackWorkspace workspace, SlackMessage message, CancellationToken cancellationToken)
    {
        if (workspace.Webhook is not { } webhook)
            return SendOutcome.Refused;
        using var answer = await AskAsync(() => Post(webhook, SlackPayload.Of(message, null)), cancellationToken);
        return Of(answer.StatusCode);
    }

    private async Task<SendOutcome> SendToPersonAsync(SlackWorkspace workspace, string mail, SlackMessage message, CancellationToken cancellationToken)
    {
        if (workspace.Token is not { } token)
            return SendOutcome.Refused;
        HttpRequestMessage Signed(HttpRequestMessage request)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            return request;
        }
        var lookup = new Uri(workspace.Api, "users.lookupByEmail?email=" + Uri.EscapeDataString(mail));
        var (outcome, found) = await CallAsync(() => Signed(new HttpRequestMessage(HttpMethod.Get, lookup)), cancellationToken);
        if (outcome != SendOutcome.Accepted)
            return outcome;
        if (found?.User?.Id is not { Length: > 0 } user)
            return SendOutcome.Refused;
        var post = new Uri(workspace.Api, "chat.postMessage");
        return (await CallAsync(() => Signed(Post(post, SlackPayload.Of(message, user))), cancellationToken)).Outcome;
    }

    // Methods answer 200 and say in the body whether it was done.
    private async Task<(SendOutcome Outcome, SlackAnswer? Answer)> CallAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var response = await AskAsync(request, cancellationToken);
        if (Of(response.StatusCode) is not SendOutcome.Accepted and var outcome)
            return (outcome, null);
        var answer = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), SlackJson.Default.SlackAnswer);
        return (answer is { Ok: true } ? SendOutcome.Accepted : answer?.Error is "ratelimited" or "internal_error" or "service_unavailable" ? SendOutcome.Later : SendOutcome.Refused, answer);
    }

    private async Task<HttpResponseMessage> AskAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            // Asked to wait for long, it is not asked before: whoever sends comes again.
            if (next - time.GetUtcNow() > LongestWait)
                return new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            var answer = await OnceAsync(request, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests || next - time.GetUtcNow() > LongestWait)
                return answer;
            answer.Dispose();
            return await OnceAsync(request, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        if (next - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
        using var sent = request();
        var answer = await client.SendAsync(sent, cancellationToken);
        var now = time.GetUtcNow();
        var asked = answer.Headers.RetryAfter?.Delta ?? answer.Headers.RetryAfter?.Date - now ?? Pace;
        next = now + (asked > Pace ? asked : Pace);
        return answer;
    }

    private static HttpRequestMessage Post(Uri address, SlackPayload payload) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(payload, SlackJson.Default.SlackPayload))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
        },
    };

    private static SendOutcome Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => SendOutcome.Accepted,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => SendOutcome.Later,
        _ => SendOutcome.Refused,
    };
}
