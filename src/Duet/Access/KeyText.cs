using System.Security.Cryptography;
using System.Text;

namespace Duet.Access;

/// <summary>
/// The text of an API key: <c>duet_</c>, 40 random letters and digits (238 bits), and 6 that check them,
/// so that a mistyped key is told from a revoked one and leaked keys can be found by scanners.
/// </summary>
internal static class KeyText
{
    public const string Start = "duet_";
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Random = 40;
    private const int Check = 6;
    private const int Shown = 12;

    public static string Create()
    {
        var random = RandomNumberGenerator.GetString(Letters, Random);
        return Start + random + Checksum(random);
    }

    public static bool IsWellFormed(string text) =>
        text.Length == Start.Length + Random + Check
        && text.StartsWith(Start, StringComparison.Ordinal)
        && Checksum(text.Substring(Start.Length, Random)) == text[^Check..];

    /// <summary>The first characters, by which a person recognises the key.</summary>
    public static string PrefixOf(string text) => text[..Shown];

    // A plain hash is enough: the text has too many random bits to be guessed.
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Checksum(string random) =>
        string.Concat(SHA256.HashData(Encoding.ASCII.GetBytes(random)).Take(Check).Select(octet => Letters[octet % Letters.Length]));
}
