using System.Globalization;
using System.Text.RegularExpressions;

namespace Duet.Engine.Time;

/// <summary>Reads how far back to look: <c>30d</c>, <c>13w</c>, <c>12mo</c>, <c>2y</c>, or a date.</summary>
public static partial class Since
{
    /// <summary>The start of the span that ends at <paramref name="now"/>; null where the text is not understood.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (Span().Match(text) is { Success: true } match
            && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= 36_500)
        {
            var start = match.Groups[2].ValueSpan switch
            {
                "d" => local.AddDays(-count),
                "w" => local.AddDays(-7 * Math.Min(count, 5_200)),
                "mo" => local.AddMonths(-Math.Min(count, 1_200)),
                _ => local.AddYears(-Math.Min(count, 100)),
            };
            return Grains.Midnight(DateOnly.FromDateTime(start), zone);
        }
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Grains.Midnight(day, zone)
            : null;
    }

    [GeneratedRegex(@"^(\d{1,5})(d|w|mo|y)$", RegexOptions.CultureInvariant)]
    private static partial Regex Span();
}
