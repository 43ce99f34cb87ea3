using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Duet.Cli;

/// <summary><c>duet query</c>: a metric's values, as the API answers them.</summary>
internal static class QueryVerb
{
    // As the API calls them.
    private static readonly string[] Single = ["from", "to", "since", "grain", "calendar"];

    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var key = new Argument<string>("KEY") { Description = "The metric, such as change.lead_time; 'duet metrics list' shows all" };
        var from = Text("--from", "Start: a day or a time", "DAY");
        var to = Text("--to", "End, not included: a day or a time", "DAY");
        var since = Text("--since", "How far to look back instead of --from: 30d, 13w, 12mo, 2y, or a day", "SPAN");
        var grain = Text("--grain", "day, week, month or quarter (default: week)", "GRAIN");
        var calendar = Text("--calendar", "wall or working: how durations are measured (default: wall)", "CALENDAR");
        var by = Texts("--by", "Dimension to split by, such as team; may be repeated once", "DIMENSION");
        var where = Texts("--where", "Only rows with this value; may be repeated", "DIMENSION:VALUE");
        var verb = new Command("query", "Print a metric's values, beside a running server or without one")
        {
            key, from, to, since, grain, by, where, calendar, data, records, format,
        };
        verb.SetAction(async (result, cancellationToken) =>
        {
            Option<string?>[] single = [from, to, since, grain, calendar];
            var parameters = Single.Zip(single, (name, option) => (Name: name, Value: result.GetValue(option)))
                .Concat((result.GetValue(by) ?? []).Select(value => (Name: "by", Value: (string?)value)))
                .Concat((result.GetValue(where) ?? []).Select(value => (Name: "where", Value: (string?)value)))
                .Where(parameter => parameter.Value is not null);
            var query = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
            await using var host = await HostConnection.OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            var series = await host.GetAsync($"/api/v1/metrics/{Uri.EscapeDataString(result.GetValue(key)!)}/series?{query}", cancellationToken);
            if (result.GetValue(format) is OutputFormat.Json)
                Printer.PrintJson(result.InvocationConfiguration.Output, series);
            else
                Print(series, result.InvocationConfiguration);
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static void Print(JsonElement series, InvocationConfiguration to)
    {
        var isSplit = series.GetProperty("by").GetArrayLength() > 0;
        string[] columns = ["From", .. isSplit ? [string.Join(" · ", series.GetProperty("by").EnumerateArray().Select(by => by.GetString()))] : Array.Empty<string>(), series.GetProperty("unit").GetString()!, "n", "Low", "High", ""];
        Printer.PrintTable(to.Output, columns, series.GetProperty("points").EnumerateArray().Select(point => (IReadOnlyList<string>)
        [
            point.GetProperty("period").GetDateTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
            .. isSplit ? [point.GetProperty("group").GetString() ?? ""] : Array.Empty<string>(),
            Number(point.GetProperty("value")),
            point.GetProperty("suppressed").GetBoolean() ? "" : Number(point.GetProperty("n")),
            Number(point.GetProperty("low")),
            Number(point.GetProperty("high")),
            point.GetProperty("suppressed").GetBoolean() ? "hidden: too few people" : point.GetProperty("provisional").GetBoolean() ? "not over yet" : "",
        ]));
        var coverage = series.GetProperty("coverage");
        var counted = coverage.GetProperty("seen").ValueKind == JsonValueKind.Null
            ? "how many rows were counted is hidden: too few people"
            : $"{coverage.GetProperty("counted")} of {coverage.GetProperty("seen")} rows counted";
        to.Error.WriteLine($"{series.GetProperty("key").GetString()} version {series.GetProperty("version")}: {counted}");
    }

    private static string Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture) : "";

    private static Option<string?> Text(string name, string description, string value) => new(name) { Description = description, HelpName = value };

    private static Option<string[]> Texts(string name, string description, string value) => new(name) { Description = description, HelpName = value };
}
