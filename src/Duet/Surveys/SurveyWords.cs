using System.Globalization;
using Duet.Engine.Surveys;
using Duet.Metrics;
using Duet.Platform.Ui;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys;

/// <summary>Says in words what was released, and never more.</summary>
internal sealed class SurveyWords(IStringLocalizer<SurveysText> text)
{
    private const int HundredPercent = 100;

    public static string WavePath(int survey, int number) => string.Create(CultureInfo.InvariantCulture, $"/surveys/{survey}/waves/{number}");

    public static string SurveyPath(int survey) => string.Create(CultureInfo.InvariantCulture, $"/surveys/{survey}");

    public static string PlanPath(int survey) => string.Create(CultureInfo.InvariantCulture, $"/surveys/{survey}/plan");

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string LongDay(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A wave in words: <c>Wave 3</c>, of a pulse the window, such as <c>March 2026</c>.</summary>
    public string WaveName(Survey survey, Wave wave) => survey.Kind != SurveyKind.Pulse ? text["Surveys.Wave", wave.Number] : Window(survey, wave);

    /// <summary>The wave with its survey, as a title.</summary>
    public string Title(Survey survey, Wave wave) => survey.Kind != SurveyKind.Pulse
        ? text["Wave.Title", survey.Title, wave.Number] : text["Wave.WindowTitle", survey.Title, Window(survey, wave)];

    private string Window(Survey survey, Wave wave) => survey.Plan.Window == PulseWindow.Quarter
        ? text["Window.Named", (wave.OpensOn.Month + 2) / 3, wave.OpensOn.Year.ToString(CultureInfo.InvariantCulture)]
        : wave.OpensOn.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>An item's key as a heading of few words: <c>Build speed</c>.</summary>
    public static string Short(string item) => ColumnNames.Readable(item.TrimStart('@'));

    /// <summary>A topic as a heading: <c>Feedback loops</c>.</summary>
    public static string Topic(string topic) => topic.Length == 0 ? "" : char.ToUpperInvariant(topic[0]) + topic[1..];

    public static string Points(double change) => Math.Round(Math.Abs(change) * HundredPercent).ToString("0", CultureInfo.InvariantCulture);

    public static string Tenths(double value) => value.ToString("0.#", CultureInfo.InvariantCulture).Replace('-', '\u2212');

    /// <summary>An item's text without the full stop, to stand in quotation marks.</summary>
    public static string Quoted(string statement) => statement.TrimEnd('.', ' ');

    /// <summary>The number of a cell: <c>62 %</c>, <c>at least 80 %</c>, <c>3.4</c>, <c>+21</c>.</summary>
    public string Value(ReleasedCell cell)
    {
        if (cell.Value is not { } value)
            return text["Value.None"];
        var shown = Figure(cell, value);
        return cell is { Low: not null, High: null } ? text["Value.AtLeast", shown] : cell is { Low: null, High: not null } ? text["Value.AtMost", shown] : shown;
    }

    /// <summary>Both bounds: <c>33 to 50 %</c>; empty where there is no interval.</summary>
    public string Interval(ReleasedCell cell) =>
        cell is { Low: { } low, High: { } high } ? text["Range", Bare(cell, low), Figure(cell, high)] : "";

    /// <summary>The bounds of a change, smaller first and without signs where both have the same: <c>3 to 27</c>.</summary>
    public string ChangeInterval(ReleasedCell cell)
    {
        if (cell is not { ChangeLow: { } low, ChangeHigh: { } high })
            return "";
        var (from, to) = low > 0 ? (low, high) : (-high, -low);
        return cell.Form == CellForm.Share ? text["Points", text["Range", Points(from), Points(to)]] : text["Range", Tenths(from), Tenths(to)];
    }

    /// <summary>How far it changed: <c>15</c> points, or the score's own.</summary>
    public static string Change(ReleasedCell cell) => cell.Change is not { } change ? "" : cell.Form == CellForm.Share ? Points(change) : Tenths(Math.Abs(change));

    public string Answered(ReleasedCell cell) => cell.N is { } n ? text["N", n] : cell.Band is { } band ? text["N", Band(band)] : "";

    /// <summary>A band of people: <c>5 to 9</c>.</summary>
    public string Band(string band) => band.Split('-') is [var from, var to] ? text["Range", from, to] : band;

    public string Why(CellHidden why) => text[$"Hidden.{why}"];

    /// <summary>The cell's place in the organisation: the team's name, or <c>Engineering · Berlin</c>.</summary>
    public static string NameOf(WaveCell cell) => string.Join(" · ", cell.Where.Values);

    /// <summary>What a group of cells is split by: <c>Team</c>, <c>Team and site</c>.</summary>
    public string Attributes(IEnumerable<string> names) => string.Join(" " + text["And"] + " ", names.Select((name, at) => at == 0 ? Topic(name) : name));

    /// <summary>What the favourable share is called: people agree with a statement, and are favourable to anything else.</summary>
    public string Favourable(InstrumentItem item) => text[IsStatement(item) ? "Share.Agree" : "Share.Favourable"];

    private static bool IsStatement(InstrumentItem item) => item.Answers.Count > 0 && item.Answers[^1].EndsWith("agree", StringComparison.OrdinalIgnoreCase);

    private static string Figure(ReleasedCell cell, double value) => cell.Form switch
    {
        CellForm.Share => Figures.Share(value),
        CellForm.Score when value > 0 && cell.Measure[0] != '@' => "+" + Tenths(value),
        _ => Tenths(value),
    };

    private static string Bare(ReleasedCell cell, double value) =>
        cell.Form == CellForm.Share ? Math.Round(value * HundredPercent).ToString("0", CultureInfo.InvariantCulture) : Figure(cell, value);
}
