using System.Text.Json;
using System.Text.Json.Serialization;
using Duet.Engine.Metrics;

namespace Duet.Report;

/// <summary>The report for programs; its shape is a contract.</summary>
internal static class JsonReport
{
    public static string Write(ReportContent content) => JsonSerializer.Serialize(
        new JsonReportDocument(
            content.Repositories,
            new JsonReportPeriod(content.Period.Start.UtcDateTime, content.Period.End.UtcDateTime, content.Zone.Id),
            [.. content.Metrics.Select(Metric)]),
        ReportJson.Default.JsonReportDocument);

    private static JsonReportMetric Metric(ReportMetric metric) => new(
        metric.Definition.Key, metric.Definition.Name, UnitName(metric.Definition.Unit),
        metric.Total.Value, metric.Total.Low, metric.Total.High, metric.Total.N, metric.Definition.Version)
    {
        Repositories = metric.ByRepository.Count == 0
            ? null
            : [.. metric.ByRepository.Select(point => new JsonReportGroup(point.Group, point.Value, point.Low, point.High, point.N))],
    };

    private static string UnitName(Unit unit) => JsonNamingPolicy.SnakeCaseLower.ConvertName(unit.ToString());
}

internal sealed record JsonReportDocument(
    IReadOnlyList<string> Repositories, JsonReportPeriod Period, IReadOnlyList<JsonReportMetric> Metrics);

internal sealed record JsonReportPeriod(DateTime From, DateTime To, string Zone);

internal sealed record JsonReportMetric(
    string Key, string Name, string Unit, double? Value, double? Low, double? High, long N, int Version)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonReportGroup>? Repositories { get; init; }
}

internal sealed record JsonReportGroup(string? Repository, double? Value, double? Low, double? High, long N);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(JsonReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
