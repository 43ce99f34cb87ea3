using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Duet.Tests.Platform.Messages;

/// <summary>A server on loopback that takes mails and keeps them; it can refuse, and it offers no encryption.</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentQueue<ReceivedMail> mails = new();
    private readonly Task listening;

    public SmtpReceiver()
    {
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What has been received, in order.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. mails];

    /// <summary>All that clients said, line by line, without the mails.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>The answer to a recipient; null takes every one.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>User and password, joined by a colon, without which nobody is served; null asks for none.</summary>
    public string? Login { get; set; }

    /// <summary>Waits until so many mails have come.</summary>
    public Task<IReadOnlyList<ReceivedMail>> WaitAsync(int count, CancellationToken cancellationToken) => WaitAsync(count, _ => true, cancellationToken);

    /// <summary>The mails that are meant, once so many have come.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> WaitAsync(int count, Func<ReceivedMail, bool> isMeant, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (Mails.Count(isMeant) < count)
            await Task.Delay(20, limit.Token);
        return [.. Mails.Where(isMeant)];
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await listening;
        ended.Dispose();
    }

    private async Task ListenAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(ended.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
                await TalkAsync(reader, writer);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The client went, or the test is over.
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        var (from, to, isIn) = ("", new List<string>(), Login is null);
        await writer.WriteLineAsync("220 receiver");
        while (await reader.ReadLineAsync(ended.Token) is { } line)
        {
            Said.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync(Login is null ? "250 receiver" : "250-receiver\r\n250 AUTH PLAIN");
                    break;
                case "AUTH":
                    var sent = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[^1])).Split('\0');
                    isIn = $"{sent[1]}:{sent[2]}" == Login;
                    await writer.WriteLineAsync(isIn ? "235 in" : "535 not you");
                    break;
                case "MAIL":
                    (from, to) = (Address(line), []);
                    await writer.WriteLineAsync(isIn ? "250 fine" : "530 sign in");
                    break;
                case "RCPT":
                    var refusal = Refuse(Address(line));
                    if (refusal is null)
                        to.Add(Address(line));
                    await writer.WriteLineAsync(refusal ?? "250 fine");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    mails.Enqueue(new ReceivedMail(from, to, await MessageAsync(reader)));
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    await writer.WriteLineAsync("502 not here");
                    break;
            }
        }
    }

    private async Task<MimeMessage> MessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(ended.Token) is { } line && line != ".")
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())), ended.Token);
    }

    private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
}

/// <summary>A mail as it came, with the envelope.</summary>
internal sealed record ReceivedMail(string From, IReadOnlyList<string> To, MimeMessage Message)
{
    public string Text => Message.TextBody ?? "";
}
