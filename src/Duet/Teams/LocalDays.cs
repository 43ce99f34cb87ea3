using System.Globalization;
using Duet.Engine.Time;

namespace Duet.Teams;

/// <summary>Days as forms and the API write them, <c>2026-03-01</c>, in the installation's zone.</summary>
internal static class LocalDays
{
    private const string Format = "yyyy-MM-dd";

    public static string Text(DateTimeOffset? instant, TimeZoneInfo zone) =>
        instant is { } known ? TimeZoneInfo.ConvertTime(known, zone).ToString(Format, CultureInfo.InvariantCulture) : "";

    /// <summary>The day's midnight; nothing for an empty text. False where the text is no day.</summary>
    public static bool Read(string? text, TimeZoneInfo zone, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        // The calendar's ends have no midnights around them in every zone.
        if (!DateOnly.TryParseExact(text.Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 1900 or > 2200)
            return false;
        instant = Grains.Midnight(day, zone).ToUniversalTime();
        return true;
    }

    /// <summary>A day's midnight, or a time such as <c>2026-03-01T09:00:00Z</c>.</summary>
    public static bool ReadInstant(string? text, TimeZoneInfo zone, out DateTimeOffset? instant)
    {
        if (text?.Contains('T', StringComparison.Ordinal) != true)
            return Read(text, zone, out instant);
        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 1900 and <= 2200;
        instant = isTime ? time : null;
        return isTime;
    }

    /// <summary>As the other; the day of the known instant stands for that instant itself.</summary>
    public static bool Read(string? text, DateTimeOffset? known, TimeZoneInfo zone, out DateTimeOffset? instant)
    {
        if (known is not null && text?.Trim() == Text(known, zone))
        {
            instant = known;
            return true;
        }
        return Read(text, zone, out instant);
    }
}
