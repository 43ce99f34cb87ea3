using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Metrics;
using Duet.Platform.Ui;
using Duet.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace Duet.Explore;

/// <summary>Any metric by any grain, split and filter; the address holds the question.</summary>
public sealed partial class ExplorePage
{
    private const int MostFilters = 40;
    private Exploration? exploration;
    private IReadOnlyList<string> filters = [];

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IMetrics Catalogue { get; set; } = null!;

    [Inject]
    private Explorations Explorations { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Selection Selection => exploration!.Selection;

    private bool HasClock => Durations.MinutesIn(exploration!.Definition.Unit) is not null
        && exploration.Definition.Measure?.Contains("duration", StringComparison.Ordinal) == true;

    private string ChartLabel => Text["ChartLabel", exploration!.Definition.Name];

    // A single team is chosen from a list of its own.
    private IReadOnlyList<DimensionFilter> OtherFilters =>
        Selection.Team is null ? Selection.Where : [.. Selection.Where.Where(filter => filter.Dimension != "team")];

    private string FilterText => OtherFilters is [var first, ..] ? $"{first.Dimension}:{first.Value}" : "";

    private string FromDay => Day(Selection.Shown(Time.GetUtcNow(), Dates.Zone).Start);

    private string ToDay => Day(Selection.Shown(Time.GetUtcNow(), Dates.Zone).End.AddTicks(-1));

    private string MetricHref => $"/metrics/{exploration!.Definition.Key}{(Selection with { From = null, To = null }).ToQuery()}";

    private string ApiHref => $"/api/v1/metrics/{exploration!.Definition.Key}/series{Selection.ToApiQuery(Time.GetUtcNow(), Dates.Zone)}";

    private string CsvHref
    {
        get
        {
            var query = QueryString.FromUriComponent((Selection with { By = null }).ToApiQuery(Time.GetUtcNow(), Dates.Zone));
            return $"/api/v1/metrics/{exploration!.Definition.Key}/items{query.Add("format", "csv").Value}";
        }
    }

    private IReadOnlyList<ChartLine> ChartLines => [.. exploration!.Lines.Select(line => new ChartLine(line.Name, line.Points))];

    private ChartData Data
    {
        get
        {
            var unit = exploration!.Definition.Unit;
            return new ChartData(
                [.. exploration.Periods.Select(period => Dates.FullName(period, Selection.Grain))],
                [.. exploration.Lines.Select(line => new ChartDataLine(
                    line.Name,
                    [.. line.Points.Select(point => Scaled(point.Value, unit))],
                    [.. line.Points.Select(point => exploration.Lines.Count == 1 ? Scaled(point.Low, unit) : null)],
                    [.. line.Points.Select(point => exploration.Lines.Count == 1 ? Scaled(point.High, unit) : null)],
                    [.. line.Points.Select(point => point.Suppressed ? Terms["NotShown"] : Figures.Short(point.Value, unit))],
                    line.Points is [.., { Provisional: true }]))],
                Figures.Sign(unit),
                Text["Reset"]);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var stop = Http?.RequestAborted ?? CancellationToken.None;
        if (Explorations.DefinitionOf(Http?.Request.Query["metric"].FirstOrDefault(key => !string.IsNullOrEmpty(key))) is not { } definition)
            return;
        exploration = await Explorations.OfAsync(definition, Selection.Of(Http?.Request.Query), stop);
        List<string> found = [];
        foreach (var dimension in exploration.Dimensions)
            found.AddRange((await Catalogue.ValuesOfAsync(definition, dimension, 12, stop)).Select(value => $"{dimension}:{value}"));
        filters = [.. found.Take(MostFilters)];
    }

    private string Day(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Dates.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Axis numbers of shares read as per cent.
    private static double? Scaled(double? value, Unit unit) => unit == Unit.Share ? value * 100 : value;
}
