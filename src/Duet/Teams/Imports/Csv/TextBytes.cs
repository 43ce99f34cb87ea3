using System.Text;
using System.Text.Unicode;

namespace Duet.Teams.Imports.Csv;

/// <summary>
/// Text as UTF-8: as it is, or turned from UTF-16. Anything that cannot be told for sure is refused with its line, because a
/// name read in the wrong code page looks right until somebody is looked for.
/// </summary>
internal static class TextBytes
{
    private const int Sampled = 512;

    /// <exception cref="UnreadableException">It is neither UTF-8 nor UTF-16.</exception>
    public static ReadOnlyMemory<byte> Utf8Of(ImportFile file)
    {
        var bytes = file.Bytes;
        var span = bytes.Span;
        if (span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        else if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || span.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            throw UnreadableException.Problem(new Spot(file.Name, 1), "encoding");
        else if (Utf16Of(span) is { } utf16)
            return FromUtf16(file, utf16);
        if (!Utf8.IsValid(bytes.Span))
            throw UnreadableException.Problem(new Spot(file.Name, LineOfFirstFault(bytes.Span)), "encoding");
        if (bytes.Span.IndexOf((byte)0) is >= 0 and var at)
            throw UnreadableException.Problem(new Spot(file.Name, Line(bytes.Span[..at])), "nul");
        return bytes;
    }

    private static ReadOnlyMemory<byte> FromUtf16(ImportFile file, UnicodeEncoding encoding)
    {
        try
        {
            var text = encoding.GetString(file.Bytes.Span).TrimStart('\uFEFF');
            if (text.Contains('\0', StringComparison.Ordinal))
                throw UnreadableException.Problem(new Spot(file.Name, 1), "nul");
            return Encoding.UTF8.GetBytes(text);
        }
        catch (ArgumentException)
        {
            throw UnreadableException.Problem(new Spot(file.Name, 1), "encoding");
        }
    }

    // Spreadsheets write UTF-16 with and without a mark; half of a table's bytes are then zero, all at the same side.
    private static UnicodeEncoding? Utf16Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return Strict(bigEndian: bytes[0] == 0xFE);
        var sample = bytes[..Math.Min(bytes.Length & ~1, Sampled)];
        var (even, odd) = (0, 0);
        for (var index = 0; index < sample.Length; index += 2)
        {
            even += sample[index] == 0 ? 1 : 0;
            odd += sample[index + 1] == 0 ? 1 : 0;
        }
        return odd * 4 > sample.Length && even == 0 ? Strict(bigEndian: false)
            : even * 4 > sample.Length && odd == 0 ? Strict(bigEndian: true)
            : null;
    }

    private static UnicodeEncoding Strict(bool bigEndian) => new(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);

    private static int LineOfFirstFault(ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        while (Rune.DecodeFromUtf8(rest, out _, out var length) is System.Buffers.OperationStatus.Done)
            rest = rest[length..];
        return Line(bytes[..^rest.Length]);
    }

    private static int Line(ReadOnlySpan<byte> before) => before.Count((byte)'\n') + 1;
}
