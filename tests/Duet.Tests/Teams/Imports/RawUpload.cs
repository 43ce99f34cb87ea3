using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Duet.Tests.Teams.Imports;

/// <summary>Sends rows without end over a plain socket and reads what is answered meanwhile: a client of the framework gives up too early.</summary>
internal static class RawUpload
{
    private static readonly byte[] Rows = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Repeat("Ada Lovelace Of The Very Long Name,ada@example.org,Web Platform Team\r\n", 1000)));

    public static async Task<(string Head, string Body, long Sent)> SendAsync(ImportDoor door, long length, bool isChunked)
    {
        var stop = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(door.Server.Address.Host, door.Server.Address.Port, stop);
        await using var stream = socket.GetStream();
        var size = isChunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/organisation/import HTTP/1.1\r\nHost: {door.Server.Address.Authority}\r\nAuthorization: Bearer {door.Key}\r\nContent-Type: text/csv\r\n{size}\r\nConnection: close\r\n\r\n"), stop);
        var answer = ReadAsync(stream, stop);
        var sent = 0L;
        var head = Encoding.ASCII.GetBytes($"{Rows.Length:x}\r\n");
        // A declared length must be refused before any of it comes.
        await Task.WhenAny(answer, Task.Delay(isChunked ? 1 : 10_000, stop));
        while (!answer.IsCompleted && sent < length)
        {
            try
            {
                if (isChunked)
                    await stream.WriteAsync(head, stop);
                await stream.WriteAsync(Rows, stop);
                if (isChunked)
                    await stream.WriteAsync("\r\n"u8.ToArray(), stop);
            }
            catch (IOException)
            {
                break;
            }
            sent += Rows.Length;
        }
        var parts = (await answer).Split("\r\n\r\n", 2);
        return (parts[0], parts[1], sent);
    }

    // Until the problem is whole; the connection itself may live on while the server lets the rest run dry.
    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var text = new StringBuilder();
        var piece = new byte[16 * 1024];
        while (!text.ToString().Contains("\"problems\":", StringComparison.Ordinal) && await stream.ReadAsync(piece, stop) is > 0 and var read)
            text.Append(Encoding.UTF8.GetString(piece, 0, read));
        return text.ToString();
    }
}
