using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Metrics.Api;

/// <summary>Reads queries from texts, and says what would have worked.</summary>
internal static class QueryReader
{
    public const int MostRows = 500;
    private const int DefaultRows = 50;
    private const int MostDimensions = 2;

    public static (MetricQuery? Query, Refusal? Refusal) Read(string key, SeriesParameters given, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (Word(given.Grain, Grain.Week) is not { } grain)
            return Refuse("bad-grain", $"'{given.Grain}' is no grain.", "Use day, week, month or quarter; surveys come by wave.");
        if (Word(given.Calendar, CalendarKind.Wall) is not { } calendar)
            return Refuse("bad-calendar", $"'{given.Calendar}' is no calendar.", "Use wall or working.");
        if (!Instant(given.From, zone, out var from))
            return Refuse("bad-period", $"from={given.From} is neither a day nor a time.", "Write 2026-10-01 or 2026-10-01T00:00:00Z.");
        if (!Instant(given.To, zone, out var to))
            return Refuse("bad-period", $"to={given.To} is neither a day nor a time.", "Write 2026-11-01 or 2026-11-01T00:00:00Z.");

        if (given.Since is { Length: > 0 } since)
        {
            if (from is not null)
                return Refuse("bad-period", "The period has two starts.", "Give 'from' or 'since', not both.");
            from = Since.Parse(since, now, zone);
            if (from is null)
                return Refuse("bad-period", $"since={since} is neither a span nor a day.", "Write 30d, 13w, 12mo, 2y or 2026-10-01.");
        }

        var usual = Grains.Recent(now, Grain.Week, zone);
        var end = to ?? Grains.Containing(now, grain, zone).End;
        var start = from ?? (to is null ? usual.Start : end - usual.Length);
        if (start >= end)
            return Refuse("bad-period", "The period ends before it starts.", "'to' is not included, so it must lie after 'from'.");

        var by = Split(given.By);
        if (by.Count > MostDimensions || by.Distinct().Count() < by.Count)
            return Refuse("bad-by", "A series is split by one or two different dimensions.", "Such as by=repo, or by=repo,service.");
        List<DimensionFilter> where = [];
        foreach (var filter in given.Where ?? [])
        {
            if (filter.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 1)
                return Refuse("bad-where", $"where={filter} is no filter.", "Write where=dimension:value, such as where=repo:shop.");
            where.Add(new DimensionFilter(filter[..colon], filter[(colon + 1)..]));
        }
        return (new MetricQuery { Key = key, Period = new Period(start, end), Grain = grain, By = by, Where = where, Calendar = calendar }, null);
    }

    public static (ItemQuery? Query, Refusal? Refusal) Read(MetricQuery query, ItemParameters given)
    {
        if (!Number(given.Offset, 0, int.MaxValue, 0, out var offset))
            return (null, new Refusal("bad-offset", $"offset={given.Offset} is no row.", "Count from 0, or use 'next' of the page before."));
        return Number(given.Limit, 1, MostRows, DefaultRows, out var limit)
            ? (new ItemQuery(query, given.Reason, offset, limit), null)
            : (null, new Refusal("bad-limit", $"limit={given.Limit} is out of range.", $"A page has 1 to {MostRows} rows."));
    }

    private static (MetricQuery?, Refusal?) Refuse(string code, string message, string hint) => (null, new Refusal(code, message, hint));

    private static T? Word<T>(string? text, T usual) where T : struct, Enum =>
        string.IsNullOrEmpty(text) ? usual
        : !char.IsDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : null;

    private static List<string> Split(string[]? given) =>
        [.. (given ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static bool Number(string? text, int least, int most, int usual, out int number)
    {
        number = usual;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    private static bool Instant(string? text, TimeZoneInfo zone, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            // The calendar's ends have no midnights around them in every zone.
            instant = day.Year is > 1 and < 9999 ? Grains.Midnight(day, zone) : null;
        else if (text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is > 1 and < 9999)
            instant = time;
        return instant is not null;
    }
}

/// <summary>Why a request was not understood, and what would have worked.</summary>
internal sealed record Refusal(string Code, string Message, string Hint);
