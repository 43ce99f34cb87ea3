using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Duet.Benchmarks.Doors;

/// <summary>
/// One connection that sends messages. Written by hand: an HTTP client of the framework would take as much of the machine as
/// the server that is measured.
/// </summary>
internal sealed class RawSender : IDisposable
{
    private readonly Socket socket;
    private readonly byte[] head;
    private byte[] request = new byte[64 << 10];
    private readonly byte[] answer = new byte[64 << 10];

    private RawSender(Socket socket, byte[] head) => (this.socket, this.head) = (socket, head);

    public static Task<RawSender> ConnectAsync(int port, string path, string key) => ConnectAsync(port, path, "application/json", $"Authorization: Bearer {key}\r\n");

    /// <summary>Sends forms, as a browser does that knows no cookie.</summary>
    public static Task<RawSender> ConnectFormAsync(int port, string path) => ConnectAsync(port, path, "application/x-www-form-urlencoded", "");

    private static async Task<RawSender> ConnectAsync(int port, string path, string contentType, string more)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        return new RawSender(socket, Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: duet\r\n{more}Content-Type: {contentType}\r\nContent-Length: "));
    }

    /// <summary>Sends a body; answers the status, and whether a refusal said when to come again.</summary>
    public async ValueTask<(int Status, bool HasRetryAfter)> SendAsync(ReadOnlyMemory<byte> body)
    {
        var size = head.Length + 20 + body.Length;
        if (request.Length < size)
            request = new byte[size];
        head.CopyTo(request, 0);
        var at = head.Length;
        body.Length.TryFormat(request.AsSpan(at), out var digits, provider: CultureInfo.InvariantCulture);
        at += digits;
        "\r\n\r\n"u8.CopyTo(request.AsSpan(at));
        body.CopyTo(request.AsMemory(at + 4));
        await socket.SendAsync(request.AsMemory(0, at + 4 + body.Length));

        var filled = 0;
        while (!IsWhole(answer.AsSpan(0, filled)))
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(filled));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            filled += read;
        }
        var text = answer.AsSpan(0, filled);
        return (int.Parse(text[9..12], CultureInfo.InvariantCulture), text.IndexOf("Retry-After"u8) >= 0);
    }

    /// <summary>
    /// Sends many messages without waiting between them, as clients do that do not care how the server is; counts the answers by
    /// their status, and the refusals that did not say when to come again.
    /// </summary>
    public async ValueTask<Answers> SendManyAsync(IReadOnlyList<byte[]> bodies)
    {
        var at = 0;
        foreach (var body in bodies)
        {
            if (request.Length < at + head.Length + 20 + body.Length)
                Array.Resize(ref request, 2 * (at + head.Length + 20 + body.Length));
            head.CopyTo(request, at);
            at += head.Length;
            body.Length.TryFormat(request.AsSpan(at), out var digits, provider: CultureInfo.InvariantCulture);
            at += digits;
            "\r\n\r\n"u8.CopyTo(request.AsSpan(at));
            body.CopyTo(request.AsMemory(at + 4));
            at += 4 + body.Length;
        }
        await socket.SendAsync(request.AsMemory(0, at));

        var answers = new Answers();
        var filled = 0;
        for (var waiting = bodies.Count; waiting > 0;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(filled));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            filled += read;
            var taken = 0;
            while (waiting > 0 && answer.AsSpan(taken, filled - taken).IndexOf(End) is >= 0 and var end)
            {
                var text = answer.AsSpan(taken, end);
                answers = answers.With(int.Parse(text[9..12], CultureInfo.InvariantCulture), text.IndexOf("Retry-After"u8) >= 0);
                taken += end + End.Length;
                waiting--;
            }
            answer.AsSpan(taken, filled - taken).CopyTo(answer);
            filled -= taken;
        }
        return answers;
    }

    public void Dispose() => socket.Dispose();

    // Answers are chunked, and short.
    private static bool IsWhole(ReadOnlySpan<byte> text) => text.EndsWith(End);

    private static ReadOnlySpan<byte> End => "\r\n0\r\n\r\n"u8;
}
