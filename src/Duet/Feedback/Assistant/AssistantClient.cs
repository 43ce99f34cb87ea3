using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Duet.Feedback.Assistant;

/// <summary>Sends one question to a language model: within bounds of time and size, and following nobody elsewhere.</summary>
internal sealed class AssistantClient(TimeSpan limit) : IDisposable
{
    private const int MostBytes = 1 << 20;

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = ConnectAsync,
    })
    {
        Timeout = limit,
        MaxResponseContentBufferSize = MostBytes,
    };

    public AssistantClient()
        : this(TimeSpan.FromSeconds(30))
    {
    }

    /// <returns>The body of a good answer, or why there is none: timeout, unreachable, refused, too-long.</returns>
    public async Task<(string? Body, string? Problem)> AskAsync(Uri address, string? key, string question, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(question, new MediaTypeHeaderValue("application/json")) };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? (await answer.Content.ReadAsStringAsync(cancellationToken), null) : (null, "refused");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "timeout");
        }
        catch (HttpRequestException failure)
        {
            return (null, failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded ? "too-long" : "unreachable");
        }
    }

    public void Dispose() => client.Dispose();

    // The addresses under which clouds hand out a machine's own keys are nobody's language model.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] allowed = [.. addresses.Where(address => !IsLinkLocal(address))];
        if (allowed.Length == 0)
            throw new SocketException((int)SocketError.HostUnreachable);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLinkLocal(IPAddress address) =>
        address.IsIPv6LinkLocal || ((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes() is [169, 254, _, _]);
}
