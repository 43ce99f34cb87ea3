using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Time;

namespace Duet.Metrics;

/// <summary>
/// What a page shows of metrics: period, grain, split, filters and clock. The address holds all of it, with the names the
/// API uses; what an address leaves out or gets wrong is the default.
/// </summary>
internal sealed record Selection
{
    public const int DefaultWeeks = 13;

    public static IReadOnlyList<int> Spans { get; } = [13, 26, 52];

    /// <summary>Complete weeks to show; not used where <see cref="From"/> is given.</summary>
    public int Weeks { get; init; } = DefaultWeeks;
    public DateOnly? From { get; init; }

    /// <summary>Last day to show, with <see cref="From"/>.</summary>
    public DateOnly? To { get; init; }
    public Grain Grain { get; init; } = Grain.Week;
    public string? By { get; init; }
    public IReadOnlyList<DimensionFilter> Where { get; init; } = [];
    public CalendarKind Calendar { get; init; } = CalendarKind.Wall;

    public static Selection Of(IQueryCollection? query)
    {
        if (query is null)
            return new Selection();
        var (from, to) = (Date(query["from"]), Date(query["to"]));
        return new Selection
        {
            Weeks = int.TryParse(query["weeks"], CultureInfo.InvariantCulture, out var weeks) && Spans.Contains(weeks) ? weeks : DefaultWeeks,
            From = from < to ? from : null,
            To = from < to ? to : null,
            Grain = Enum.TryParse<Grain>(query["grain"], true, out var grain) && Enum.IsDefined(grain) && grain != Grain.Wave ? grain : Grain.Week,
            By = query["by"].FirstOrDefault(by => !string.IsNullOrWhiteSpace(by)),
            Where = [.. query["where"].Select(Filter).OfType<DimensionFilter>().Distinct()],
            Calendar = string.Equals(query["calendar"], "working", StringComparison.OrdinalIgnoreCase) ? CalendarKind.Working : CalendarKind.Wall,
        };
    }

    /// <summary>The repository all rows are filtered on, where there is exactly one.</summary>
    public string? Repository => Only("repo");

    /// <summary>The team all rows are filtered on, where there is exactly one.</summary>
    public string? Team => Only("team");

    /// <summary>The question of a survey that is asked for, where there is exactly one.</summary>
    public string? Question => Only(ReleasedFact.Item);

    /// <summary>The span to show: whole calendar periods, the open one included unless dates end before it.</summary>
    public Period Shown(DateTimeOffset now, TimeZoneInfo zone)
    {
        if (From is { } from && To is { } to)
        {
            var first = Grains.Containing(Grains.Midnight(from, zone), Grain, zone);
            var last = Grains.Containing(Grains.Midnight(to, zone), Grain, zone);
            return new Period(first.Start, last.End);
        }
        // A year of waves is four points: shorter spans show nothing.
        if (Grain == Grain.Wave)
            return Grains.Recent(now, Grain.Week, zone, Math.Max(Weeks, 52));
        var complete = Grain switch
        {
            Grain.Day => Weeks * 7,
            Grain.Week => Weeks,
            Grain.Month => Math.Max(3, Weeks * 12 / 52),
            _ => Math.Max(4, Weeks * 4 / 52),
        };
        return Grains.Recent(now, Grain, zone, complete);
    }

    /// <summary>The shown span with enough history before it to know what is usual.</summary>
    public Period Known(DateTimeOffset now, TimeZoneInfo zone)
    {
        var shown = Shown(now, zone);
        if (Grain == Grain.Wave)
            return shown;
        var history = Grains.Recent(shown.End.AddTicks(-1), Grain, zone, Grain switch
        {
            Grain.Day => 120,
            Grain.Week => 52,
            Grain.Month => 36,
            _ => 16,
        });
        return new Period(history.Start < shown.Start ? history.Start : shown.Start, shown.End);
    }

    /// <summary>As many weeks as before, the last of them the one that holds <paramref name="last"/>.</summary>
    public Selection UpTo(DateTimeOffset last, TimeZoneInfo zone)
    {
        var week = Grains.Containing(last, Grain.Week, zone);
        return this with { From = Day(week.End.AddDays(-7 * Weeks - 1), zone), To = Day(week.End.AddHours(-1), zone) };
    }

    /// <summary>The query part of an address that leads to this selection, with its question mark; empty for the default.</summary>
    public string ToQuery()
    {
        List<KeyValuePair<string, string?>> parts = [];
        if (From is { } from && To is { } to)
        {
            parts.Add(new("from", from.ToString("O", CultureInfo.InvariantCulture)));
            parts.Add(new("to", to.ToString("O", CultureInfo.InvariantCulture)));
        }
        else if (Weeks != DefaultWeeks)
            parts.Add(new("weeks", Weeks.ToString(CultureInfo.InvariantCulture)));
        if (Grain is not (Grain.Week or Grain.Wave))
            parts.Add(new("grain", GrainName));
        if (By is not null)
            parts.Add(new("by", By));
        parts.AddRange(Where.Select(filter => new KeyValuePair<string, string?>("where", $"{filter.Dimension}:{filter.Value}")));
        if (Calendar == CalendarKind.Working)
            parts.Add(new("calendar", "working"));
        return QueryString.Create(parts).Value ?? "";
    }

    /// <summary>The same question for the API, whose period is given by days.</summary>
    public string ToApiQuery(DateTimeOffset now, TimeZoneInfo zone)
    {
        var shown = Shown(now, zone);
        return (this with { From = Day(shown.Start, zone), To = Day(shown.End, zone) }).ToQuery();
    }

    public string GrainName => Grain.ToString().ToLowerInvariant();

    private string? Only(string dimension) =>
        Where.Where(filter => filter.Dimension == dimension).ToList() is [var only] ? only.Value : null;

    private static DateOnly Day(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DimensionFilter? Filter(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && colon < text!.Length - 1 ? new DimensionFilter(text[..colon], text[(colon + 1)..]) : null;
    }
}
