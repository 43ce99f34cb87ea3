using System.Security.Cryptography;
using System.Text;

namespace Duet.Surveys.Running;

/// <summary>
/// A ticket as people carry it: 128 random bits in 26 letters without those that are easily mistaken, in groups of five. Only its hash is
/// ever stored.
/// </summary>
internal static class TicketText
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Bits = 128;
    private const int Length = 26;

    public static string Create()
    {
        var bytes = RandomNumberGenerator.GetBytes(Bits / 8);
        var text = new StringBuilder();
        // From the highest bit down; the first letter holds the three bits that are left over.
        var number = new UInt128(BitConverter.ToUInt64(bytes, 0), BitConverter.ToUInt64(bytes, 8));
        for (var at = 0; at < Length; at++)
        {
            if (at > 0 && at % 5 == 0)
                text.Append('-');
            text.Append(Letters[(int)((number >> (5 * (Length - 1 - at))) & 31)]);
        }
        return text.ToString();
    }

    /// <summary>The hash that is stored, whatever way the ticket was typed. Any text has one: what no ticket is, finds none.</summary>
    public static byte[] HashOf(string typed)
    {
        var plain = new StringBuilder(Length);
        foreach (var letter in typed)
            if (letter is not ('-' or ' ' or '\t' or '\u00a0'))
                plain.Append(char.ToUpperInvariant(letter) switch { 'O' => '0', 'I' or 'L' => '1', 'U' => 'V', var other => other });
        return SHA256.HashData(Encoding.UTF8.GetBytes(plain.ToString()));
    }
}
