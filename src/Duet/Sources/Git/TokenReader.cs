namespace Duet.Sources.Git;

/// <summary>Splits a stream at NUL bytes, or at others. Memory is bounded by the longest token.</summary>
internal sealed class TokenReader(Stream stream, byte separator = 0)
{
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private int scanned;

    /// <summary>The next token that was already received; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> token)
    {
        var at = buffer.AsSpan(scanned, end - scanned).IndexOf(separator);
        if (at < 0)
        {
            scanned = end;
            token = default;
            return false;
        }
        at += scanned;
        token = buffer.AsSpan(start, at - start);
        start = scanned = at + 1;
        return true;
    }

    /// <summary>Receives more; false at the end of the stream. What follows the last separator is dropped.</summary>
    public async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (end, scanned, start) = (end - start, scanned - start, 0);
        }
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }
}
