namespace Duet.Teams.Imports.Upload;

/// <summary>Reads what is sent up to a limit, and says at which line it was reached.</summary>
internal sealed class SentBytes
{
    private int left = ImportLimits.Bytes;

    /// <exception cref="UnreadableException">More was sent than is taken.</exception>
    public async Task<ImportFile> ReadAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var piece = new byte[64 * 1024];
        var lines = 1;
        for (int read; (read = await stream.ReadAsync(piece, cancellationToken)) > 0;)
        {
            lines += piece.AsSpan(0, Math.Min(read, left)).Count((byte)'\n');
            if (read > left)
                throw UnreadableException.TooLarge(new Spot(name, lines), "size", ImportLimits.Bytes / 1024 / 1024);
            left -= read;
            memory.Write(piece, 0, read);
        }
        return new ImportFile(name, memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }
}
