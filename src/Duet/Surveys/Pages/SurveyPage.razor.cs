using System.Globalization;
using Duet.Platform.Ui.Charts;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>A survey over its waves: each statement's share at every closing date, joined only where a change may be told.</summary>
public sealed partial class SurveyPage
{
    private const double Top = 6;
    private const double Height = 52;

    private SurveyTrend? trend;
    private IReadOnlyList<TrendLine> lines = [];

    [Parameter]
    public int Id { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SurveyResults Known { get; set; } = null!;

    private string Sub
    {
        get
        {
            var promise = Text[$"Promise.{trend!.Survey.Promise}"];
            var every = trend.Survey is { Kind: SurveyKind.Pulse, Plan: { Trigger: { } trigger } plan }
                ? Text["Survey.After", Text[$"Trigger.{trigger}"].Value, Text[$"Window.{plan.Window}"].Value] : trend.Survey.Plan.EveryWeeks is { } weeks ? Text["Survey.Every", weeks] : Text["Survey.ByHand"];
            var next = trend.Survey is { IsStopped: false, NextOpensOn: { } day } ? Text["Wave.Next", SurveyWords.LongDay(day)].Value : "";
            return $"{Text["Survey.Sub", promise.Value, every.Value].Value} {next}".Trim();
        }
    }

    private string Says
    {
        get
        {
            if (trend!.Released.Count < 2)
                return Text["Trend.TooFew"];
            var (up, down) = (Moved(1), Moved(-1));
            return up.Length + down.Length == 0 ? Text["Trend.Steady"]
                : Text["Trend.Moved", trend.Released[^1].Wave.Number, up.Length == 0 ? Text["Trend.Nothing"].Value : up, down.Length == 0 ? Text["Trend.Nothing"].Value : down];
        }
    }

    protected override async Task OnInitializedAsync()
    {
        trend = await Known.TrendAsync(Id, Context.RequestAborted);
        if (trend is null)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            lines = TrendLine.Of(trend);
    }

    private string Moved(int sign) => string.Join(", ", lines.Where(line => Verdicts.Clear(line.Points[^1].Cell) == sign).Select(line => SurveyWords.Short(line.Measure).ToLowerInvariant()));

    // By day, so that a wave that came late stands further to the right.
    private string X(Wave wave)
    {
        var (first, last) = (trend!.Released[0].Wave.ClosesOn, trend.Released[^1].Wave.ClosesOn);
        return Svg.Percent(first == last ? 50 : 3 + 94.0 * (wave.ClosesOn.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));
    }

    private static string Y(double share) => Svg.Number(Top + Height * (1 - share));

    private static string Tone(ReleasedCell? cell) => Verdicts.Clear(cell) switch { > 0 => "up", < 0 => "down", _ => "level" };

    private string Spoken(TrendLine line) => string.Join("; ", line.Points.Where(point => point.Cell is not null).Select(point =>
        Text["Trend.Point", point.Wave.Number.ToString(CultureInfo.InvariantCulture), Words.Value(point.Cell!), Words.Interval(point.Cell!)].Value));
}
