using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Metrics.Api;

/// <summary>A series: times in UTC, values in <see cref="Unit"/>, shares from 0 to 1.</summary>
internal sealed record SeriesJson
{
    public required string Key { get; init; }
    public required int Version { get; init; }
    public required Unit Unit { get; init; }
    public required Grain Grain { get; init; }
    public required IReadOnlyList<string> By { get; init; }
    public required IReadOnlyList<PointJson> Points { get; init; }

    /// <summary>One point a group over the whole period.</summary>
    public required IReadOnlyList<PointJson> Totals { get; init; }
    public required CoverageJson Coverage { get; init; }
    public required IReadOnlyList<ExclusionCount> Exclusions { get; init; }

    public static SeriesJson Of(Series series) => new()
    {
        Key = series.Key,
        Version = series.Version,
        Unit = series.Unit,
        Grain = series.Grain,
        By = series.By,
        Points = [.. series.Points.Select(PointJson.Of)],
        Totals = [.. series.Totals.Select(PointJson.Of)],
        Coverage = new CoverageJson(
            series.Coverage.Seen, series.Coverage.Counted, series.Coverage.From?.UtcDateTime, series.Coverage.To?.UtcDateTime,
            series.Coverage.SuppressedGroups),
        Exclusions = series.Exclusions,
    };
}

/// <summary>One cell. Value is null for an empty period (counts: 0) and where suppressed.</summary>
internal sealed record PointJson(
    DateTime Period, DateTime PeriodEnd, string? Group, double? Value, long N, double? Low, double? High, bool Provisional, bool Suppressed, long Open)
{
    public static PointJson Of(SeriesPoint point) => new(
        point.Period.Start.UtcDateTime, point.Period.End.UtcDateTime, point.Group, point.Value, point.N, point.Low, point.High,
        point.Provisional, point.Suppressed, point.Open);
}

/// <summary>How complete the data is. Seen and counted are null where they would tell of a hidden group.</summary>
internal sealed record CoverageJson(long? Seen, long? Counted, DateTime? From, DateTime? To, int SuppressedGroups);
