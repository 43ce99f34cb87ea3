using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Duet.Sources.Doors;

/// <summary>Says what is wrong with a body that is no JSON of ours, and where.</summary>
internal static class JsonProblems
{
    /// <summary>Bytes that are no UTF-8, and texts that no store can hold: halves of surrogate pairs and NUL.</summary>
    public static DoorProblem? BadText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return new DoorProblem("malformed-text", "The body is not valid UTF-8.") { Offset = FirstInvalid(body) };
        return body.IndexOf("\\u"u8) >= 0 && BadEscape(body) is { } offset
            ? new DoorProblem("malformed-text", "A text has half of a surrogate pair, or NUL.", "Send whole characters; leave NUL out.") { Offset = offset }
            : null;
    }

    public static DoorProblem Of(ReadOnlySpan<byte> body, JsonException problem, int depth)
    {
        var offset = OffsetOf(body, problem);
        if (Parses(body, depth))
            return new DoorProblem("duplicate-member", "An object has two members of one name.", "Only the sender can know which of them counts.") { Offset = offset };
        return Parses(body, int.MaxValue)
            ? new DoorProblem("too-deep", $"The body nests deeper than {depth} levels.") { Offset = offset }
            : new DoorProblem("malformed-json", $"The body is no JSON: it breaks at byte {offset}.", "Numbers such as NaN and Infinity, comments and trailing commas are no JSON.") { Offset = offset };
    }

    // The reader nests without recursion and looks at no names.
    private static bool Parses(ReadOnlySpan<byte> body, int depth)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = depth });
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static long? BadEscape(ReadOnlySpan<byte> body)
    {
        var buffer = new byte[body.Length];
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                    continue;
                if (!IsWhole(ref reader, buffer))
                    return reader.TokenStartIndex;
            }
        }
        catch (JsonException)
        {
            // Malformed elsewhere, which is found and told by the parser.
        }
        return null;
    }

    private static bool IsWhole(ref Utf8JsonReader reader, byte[] buffer)
    {
        try
        {
            return !buffer.AsSpan(0, reader.CopyString(buffer)).Contains((byte)0);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static long FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (at < body.Length && Rune.DecodeFromUtf8(body[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }

    // The parser counts lines, and bytes within a line.
    private static long? OffsetOf(ReadOnlySpan<byte> body, JsonException problem)
    {
        if (problem is not { LineNumber: { } line, BytePositionInLine: { } column })
            return null;
        var start = 0;
        for (; line > 0; line--)
        {
            var end = body[start..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            start += end + 1;
        }
        return Math.Min(start + column, body.Length);
    }
}
