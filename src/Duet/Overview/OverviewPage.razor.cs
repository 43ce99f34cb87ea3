using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;
using Duet.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Duet.Overview;

/// <summary>The board of both functions, what changed on it, and what is not connected yet.</summary>
public sealed partial class OverviewPage
{
    private Selection selection = new();
    private Board board = new([], default);
    private IReadOnlyList<string> repositories = [];
    private IReadOnlyList<(Need Need, List<MetricDefinition> Metrics)> waiting = [];
    private List<LedeSentence> lede = [];
    private string ledeEnd = "";
    private Period openWeek;
    private Period lastWeek;
    private bool isMoved;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private Boards Boards { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private int OpenDays => Math.Clamp((int)Math.Ceiling((Time.GetUtcNow() - openWeek.Start).TotalDays), 1, 7);

    protected override async Task OnInitializedAsync()
    {
        var stop = Http?.RequestAborted ?? CancellationToken.None;
        var asked = Selection.Of(Http?.Request.Query);
        // The board is a weekly one, split by nothing: only the period and the filters of an address count here.
        selection = new Selection { Weeks = asked.Weeks, Where = asked.Where };
        // Before the first await: the page is drawn once while its data is still on the way.
        openWeek = Grains.Containing(Time.GetUtcNow(), Grain.Week, Dates.Zone);
        lastWeek = Grains.Containing(openWeek.Start.AddTicks(-1), Grain.Week, Dates.Zone);
        var wanted = selection;
        selection = await Boards.WhereDataIsAsync(wanted, stop);
        isMoved = selection != wanted;
        repositories = await Boards.RepositoriesAsync(stop);
        board = await Boards.OfAsync(selection, stop);
        waiting = [.. board.Rows.SelectMany(row => row.Product.Waiting.Concat(row.Devex.Waiting))
            .DistinctBy(metric => metric.Key).GroupBy(Needs.Of).Select(need => (need.Key, need.ToList()))];
        WriteLede();
    }

    private void WriteLede()
    {
        var findings = board.Findings.Take(2).ToList();
        var spoken = findings.Count > 0 ? findings : [.. board.Metrics.Select(metric => metric.View).Where(view => view.Now is { N: > 0 }).Take(2)];
        lede = [.. spoken.Select(Sentence)];
        var young = board.Metrics.All(metric => metric.View.Reading?.State is ReadingState.TooFew or ReadingState.NoData or ReadingState.Suppressed);
        ledeEnd = findings.Count > 0 ? "" : Text[young ? "Lede.Young" : "Lede.Steady"];
    }

    private LedeSentence Sentence(MetricView view)
    {
        var (before, value, after) = Wording.Says(view, view.Now!.Value!.Value);
        var clause = Wording.Clause(view);
        return new LedeSentence(before, value, after + (clause.Length > 0 ? ", " + clause : "") + ".", HrefOf(view));
    }

    private string Evidence(MetricView view)
    {
        var reading = view.Reading!;
        var n = Figures.Count(reading.Latest?.N ?? 0);
        var period = reading.Latest is { } latest ? Dates.Name(latest.Period, view.Selection.Grain) : "";
        return reading.State == ReadingState.Shifted && Wording.LastShift(reading) is { } shift
            ? Text["Changed.Between", Dates.Days(new Period(shift.Earliest.Start, shift.Latest.End)), period, n]
            : Text["Changed.Seen", period, n];
    }

    private string GuardText(MetricView guard) => guard.Now is { Value: { } value }
        ? $"{guard.Definition.Name} {Figures.Short(value, guard.Definition.Unit)}"
        : $"{guard.Definition.Name}: {Wording.Missing(guard)}";

    // A value that is not the last complete period's says whose it is.
    private string AgeOf(MetricView view)
    {
        var lastComplete = view.Shown.LastOrDefault(point => !point.Provisional)?.Period;
        return view.Now is { } now && now.Period != lastComplete
            ? " " + Text[now.Provisional ? "Age.Open" : "Age.Old", Dates.Name(now.Period, view.Selection.Grain)]
            : "";
    }

    private string SparkLabel(MetricView view) =>
        Text["SparkLabel", view.Definition.Name, view.Shown.Count(point => !point.Provisional), Terms[$"Grains.{view.Selection.Grain}"]];

    private static string HrefOf(MetricView view) => $"/metrics/{view.Definition.Key}{view.Selection.ToQuery()}";

    private static string ToneOf(Lens lens) => lens switch { Lens.Product => "product", Lens.Devex => "devex", _ => "both" };

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private sealed record LedeSentence(string Before, string Value, string After, string Href);
}
