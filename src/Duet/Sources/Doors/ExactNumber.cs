using System.Globalization;
using System.Numerics;
using System.Text;

namespace Duet.Sources.Doors;

/// <summary>Reads numbers of JSON without rounding them silently.</summary>
internal static class ExactNumber
{
    private const int AlwaysExact = 15;

    /// <summary>
    /// The number of a literal; null where a double would hold another one. Fractions count as exact where the shortest text of
    /// the double is the literal's number, as every decimal of up to 15 digits is.
    /// </summary>
    public static double? Of(ReadOnlySpan<byte> literal)
    {
        if (!double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            return null;
        if (literal.Length <= AlwaysExact && literal.IndexOfAny((byte)'e', (byte)'E') < 0)
            return value;
        var sent = Decimal(literal);
        Span<byte> shortest = stackalloc byte[32];
        value.TryFormat(shortest, out var length, "R", CultureInfo.InvariantCulture);
        if (sent == Decimal(shortest[..length]))
            return value;
        // 2^63 has 19 digits of its own, and a double holds them all.
        return sent is { Exponent: >= 0 and < 400 } whole && whole.Digits * BigInteger.Pow(10, whole.Exponent) == new BigInteger(value) ? value : null;
    }

    // Digits without trailing zeros, times a power of ten. A literal is as long as its sender likes: digits beyond any double's are refused unread.
    private static (BigInteger Digits, int Exponent)? Decimal(ReadOnlySpan<byte> literal)
    {
        const int most = 400;
        if (literal.Length > most)
            return null;
        var at = literal.IndexOfAny((byte)'e', (byte)'E');
        var exponent = at < 0 ? 0 : int.TryParse(literal[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given) ? given : int.MinValue;
        var mantissa = at < 0 ? literal : literal[..at];
        var point = mantissa.IndexOf((byte)'.');
        Span<byte> digits = stackalloc byte[most];
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? [] : mantissa[(point + 1)..];
        whole.CopyTo(digits);
        fraction.CopyTo(digits[whole.Length..]);
        var number = BigInteger.Parse(
            Encoding.ASCII.GetString(digits[..(whole.Length + fraction.Length)]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (number.IsZero)
            return (number, 0);
        // An exponent out of int's range was infinite or zero to the parser: the caller has seen the former, and the latter is no exact number.
        if (exponent == int.MinValue)
            return null;
        exponent -= fraction.Length;
        while (BigInteger.Remainder(number, 10).IsZero)
            (number, exponent) = (number / 10, exponent + 1);
        return (number, exponent);
    }
}
