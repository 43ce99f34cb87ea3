using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Duet.Tests.Feedback.Mailbox;

/// <summary>A mailbox on loopback that can be read by IMAP, and no more than that.</summary>
internal sealed class ImapReceiver : IAsyncDisposable
{
    public const string User = "feedback";
    public const string Secret = "right";
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly Task listening;
    private readonly List<byte[]> mails = [];

    public ImapReceiver()
    {
        listener.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public uint Validity { get; set; } = 7;

    /// <summary>What clients said, without their tags.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    public void Add(string mail)
    {
        lock (mails)
            mails.Add(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")));
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
                var stream = client.GetStream();
                await stream.WriteAsync("* OK [CAPABILITY IMAP4rev1] here\r\n"u8.ToArray(), ended.Token);
                while (await reader.ReadLineAsync(ended.Token) is { } line)
                {
                    var (tag, said) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
                    Said.Enqueue(said);
                    await stream.WriteAsync(Answer(tag, said), ended.Token);
                }
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException)
        {
            // The client went, or the test is over.
        }
    }

    private byte[] Answer(string tag, string said)
    {
        var words = said.Split(' ');
        byte[][] kept;
        lock (mails)
            kept = [.. mails];
        return words[0].ToUpperInvariant() switch
        {
            "CAPABILITY" => Text($"* CAPABILITY IMAP4rev1\r\n{tag} OK"),
            "LOGIN" => Text(said.Replace("\"", "", StringComparison.Ordinal) == $"LOGIN {User} {Secret}" ? $"{tag} OK in" : $"{tag} NO not you"),
            "LIST" => Text($"* LIST (\\HasNoChildren) \"/\" \"{(said.Contains("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : "")}\"\r\n{tag} OK"),
            "EXAMINE" => Text(
                $"* {kept.Length} EXISTS\r\n* OK [UIDVALIDITY {Validity}] x\r\n* OK [UIDNEXT {kept.Length + 1}] x\r\n* FLAGS (\\Seen)\r\n{tag} OK [READ-ONLY] open"),
            "UID" when said.Contains("BODY", StringComparison.OrdinalIgnoreCase) && kept[int.Parse(words[2], CultureInfo.InvariantCulture) - 1] is var mail =>
                [.. Text($"* {words[2]} FETCH (UID {words[2]} BODY[] {{{mail.Length}}}", ""), .. "\r\n"u8, .. mail, .. Text($")\r\n{tag} OK")],
            // A range that ends at the last mail holds that one always.
            "UID" => Text(string.Concat(Enumerable.Range(1, kept.Length)
                .Where(number => number >= int.Parse(words[2].Split(':')[0], CultureInfo.InvariantCulture) || number == kept.Length)
                .Select(number => $"* {number} FETCH (UID {number} RFC822.SIZE {kept[number - 1].Length})\r\n")) + $"{tag} OK"),
            "LOGOUT" => Text($"* BYE bye\r\n{tag} OK bye"),
            _ => Text($"{tag} BAD not here"),
        };
    }

    private static byte[] Text(string text, string end = "\r\n") => Encoding.Latin1.GetBytes(text + end);
}
