using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Duet.Surveys.Running;

namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Words that each stand for one thing, in every way in which a file could hold them.</summary>
internal sealed class Canaries
{
    private readonly SearchValues<string> words;

    private Canaries(IEnumerable<string> words) => this.words = SearchValues.Create([.. words.Distinct()], StringComparison.Ordinal);

    public static Canaries OfTexts(IEnumerable<string> texts) => new(texts.SelectMany(Ways));

    /// <summary>Tickets as they are written and as they are typed.</summary>
    public static Canaries OfTickets(IEnumerable<string> codes) => OfTexts(codes.SelectMany(code => new[] { code, code.Replace("-", "", StringComparison.Ordinal) }));

    public static Canaries OfHashes(IEnumerable<string> codes) => OfKeys(codes.Select(TicketText.HashOf));

    public static Canaries OfKeys(IEnumerable<byte[]> keys) => new(keys.SelectMany(key => new[] { Latin(key), Convert.ToHexString(key), Convert.ToHexStringLower(key) }));

    /// <summary>Instants: as texts to the second, and as the numbers in which databases keep them.</summary>
    public static Canaries OfTimes(IEnumerable<DateTimeOffset> times) => new(times.SelectMany(at => new[]
    {
        at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        Number(at.ToUnixTimeMilliseconds())[2..], Number(at.UtcTicks), Number(BinaryPrimitives.ReverseEndianness(1000 * at.ToUnixTimeMilliseconds())),
    }));

    public bool AreIn(ReadOnlySpan<char> text) => text.ContainsAny(words);

    /// <summary>Bytes as letters, one each.</summary>
    public static string Latin(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    // As it is, two bytes a letter, and as forms send it.
    private static string[] Ways(string text) => [text, Latin(Encoding.Unicode.GetBytes(text)), Uri.EscapeDataString(text)];

    private static string Number(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Latin(bytes);
    }
}
