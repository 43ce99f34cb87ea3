using System.Globalization;

namespace Duet.Access;

/// <summary>When a key ends, as people write it.</summary>
internal static class KeyExpiry
{
    private const int MostDays = 3650;

    /// <summary>The first instant at which the key is no longer good: after the day named (UTC), or after <c>Nd</c>. Null where it is neither.</summary>
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            return new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return text is [.. var number, 'd'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays
            ? now.AddDays(days)
            : null;
    }
}
