using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Time;
using Duet.Platform.Ui;
using Duet.Platform.Ui.Charts;
using Microsoft.AspNetCore.Components;

namespace Duet.Metrics;

/// <summary>One metric: the answer now, its history, what moved, what it means, what was counted, and the rows.</summary>
public sealed partial class MetricPage
{
    private const int MostQuestions = 500;

    private MetricStory? story;
    private RowsAsked rows = new();
    private PlotScale groupScale;
    private bool isMoved;
    private IReadOnlyList<string> repositories = [];
    private IReadOnlyList<string> questions = [];

    [Parameter]
    public string Key { get; set; } = "";

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IMetrics Catalogue { get; set; } = null!;

    [Inject]
    private MetricViews Views { get; set; } = null!;

    [Inject]
    private MetricStories Stories { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private MetricView View => story!.View;
    private MetricDefinition Definition => story!.View.Definition;
    private Selection Selection { get; set; } = new();
    private Tone Tone => ChartParts.ToneOf(Definition.Lens);
    private string ToneName => Tone.ToString().ToLowerInvariant();
    private string LensChip => $"chip-{ToneName}";
    private bool HasClock => Durations.MinutesIn(Definition.Unit) is not null && Definition.Measure?.Contains("duration", StringComparison.Ordinal) == true;
    private string Here => Href(Selection);

    protected override async Task OnParametersSetAsync()
    {
        var stop = Http?.RequestAborted ?? CancellationToken.None;
        Selection = Selection.Of(Http?.Request.Query);
        rows = RowsAsked.Of(Http?.Request.Query);
        if (Catalogue.Find(Key) is not { } definition)
        {
            if (Http is not null)
                Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (Catalogue.DimensionsOf(definition).Contains("repo"))
            repositories = await Catalogue.ValuesOfAsync(definition, "repo", 200, stop);
        if (definition.IsReleased)
            await ChooseQuestionAsync(definition, stop);
        var asked = definition.IsReleased ? Selection with { Grain = Engine.Time.Grain.Wave } : Selection;
        Selection = await Views.WhereDataIsAsync(definition, asked, stop);
        isMoved = Selection != asked;
        story = await Stories.OfAsync(definition, Selection, rows, stop);
        // One scale for all groups, so that they can be compared.
        var ticks = Ticks.Over(story.Groups.SelectMany(group => group.View.Shown).Select(point => point.Value).OfType<double>(), definition.Unit);
        groupScale = new PlotScale(Math.Max(1, View.Shown.Count), ticks.Lowest, ticks.Highest);
    }

    // A page for all questions is answered for one of them; the first is as good a start as any.
    private async Task ChooseQuestionAsync(MetricDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Measure is null && ReleasedFact.Find(definition.Fact)?.Aggregate(definition.Aggregate)?.Form is not null)
            questions = await Catalogue.ValuesOfAsync(definition, ReleasedFact.Item, MostQuestions, cancellationToken);
        if (Selection.Question is null && questions is [var first, ..])
            Selection = Selection with { Where = [.. Selection.Where.Where(filter => filter.Dimension != ReleasedFact.Item), new DimensionFilter(ReleasedFact.Item, first)] };
    }

    private string AnswerLabel
    {
        get
        {
            var name = Parts.LineName(View);
            name = char.ToUpperInvariant(name[0]) + name[1..];
            if (View.Now is not { } now)
                return name;
            var period = Dates.Name(now.Period, Selection.Grain);
            var days = Dates.Days(now.Period);
            return now.Provisional ? Text["Answer.Open", name, period, days] : Text["Answer.Complete", name, period, days];
        }
    }

    private string ChartLabel => Text["ChartLabel", Definition.Name, Wording.Heading(View)];

    private string MovedNote => Text["Moved.Says", ColumnNames.Readable(story!.By ?? "").ToLowerInvariant(), Figures.Short(groupScale.Highest, Definition.Unit)];

    private string RowsPeriod => MetricStories.PeriodOf(View, rows) is { } period ? Dates.Days(period) : "";

    private string Href(Selection selection) => $"/metrics/{Definition.Key}{selection.ToQuery()}";

    private static string HrefOf(MetricView other) => $"/metrics/{other.Definition.Key}{other.Selection.ToQuery()}";

    private string ExploreHref => "/explore" + new QueryString("?metric=" + Definition.Key).Add(QueryString.FromUriComponent(Selection.ToQuery())).Value;

    private string RowsHref(RowsAsked asked) => $"/metrics/{Definition.Key}{asked.On(Selection.ToQuery())}#rows";

    private string CsvHref
    {
        get
        {
            var days = MetricStories.PeriodOf(View, rows) is { } period
                ? Selection with { By = null, From = Day(period.Start), To = Day(period.End) }
                : Selection with { By = null };
            var query = QueryString.FromUriComponent(days.ToQuery()).Add("format", "csv");
            return $"/api/v1/metrics/{Definition.Key}/items{(rows.Reason is { } reason ? query.Add("reason", reason) : query).Value}";
        }
    }

    private DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Dates.Zone).DateTime);

    private Selection Narrowed(MetricGroup group) => Selection with
    {
        By = null,
        Where = [.. Selection.Where.Where(filter => filter.Dimension != story!.By), new DimensionFilter(story!.By!, group.Name)],
    };

    // All of the selection but the split, which the form itself sets.
    private IEnumerable<(string Name, string Value)> HiddenFields() =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery((Selection with { By = null }).ToQuery())
            .SelectMany(pair => pair.Value.OfType<string>(), (pair, value) => (pair.Key, value));

    private string SpreadSays(Histogram spread) =>
        Text["Spread.Says", Figures.Long(spread.Quantile(0.5), Definition.Unit), Figures.Long(spread.Quantile(0.9), Definition.Unit)];

    private string RowsCount(ItemPage items)
    {
        var shown = items.Rows.Count == 0
            ? Text["Rows.NoneHere"]
            : Text["Rows.Range", Figures.Count(rows.Offset + 1), Figures.Count(rows.Offset + items.Rows.Count), Figures.Count(items.Total)];
        return items.Hidden > 0 ? shown + " " + Text["Rows.Hidden", Figures.Count(items.Hidden)] : shown;
    }

    // A column that no listed row fills would only push the measured value out of sight.
    private static IEnumerable<int> ColumnsOf(ItemPage items) => Enumerable.Range(0, items.Columns.Count)
        .Where(column => column == items.Columns.Count - 1 || items.Rows.Any(row => row[column] is not null));

    private static string? CellClass(ItemColumn column) => column switch
    {
        { Kind: ItemKind.Number } => "num",
        { Kind: ItemKind.Time } => "nowrap",
        _ when column.Name is "path" or "sha" => "path",
        _ when column.Name is "title" or "subject" => "title",
        _ => null,
    };

    private string CellText(ItemColumn column, object? value) => value switch
    {
        null => "",
        DateTimeOffset instant => Dates.Minute(instant),
        DateTime instant => Dates.Minute(new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc))),
        bool flag => Text[flag ? "Yes" : "No"],
        string text when column.Name == "sha" && text.Length > 10 => text[..10],
        string text => text,
        _ when column.Name == "number" => $"#{value}",
        _ => Figures.Short(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture), column.Unit ?? Unit.Number),
    };
}
