using System.Globalization;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Surveys;
using Duet.Engine.Surveys.Instruments;

namespace Duet.Engine.Metrics.Examples;

/// <summary>
/// Runs the worked example of a page about a survey: each row says how many people gave one answer to an item in one wave; what the
/// page answers must be what the release makes of the whole of that wave, rounded as it is published.
/// </summary>
internal static class ReleasedExample
{
    private const string Everybody = "all";

    private static readonly Lazy<InstrumentShelf> BuiltIn = new(() => new InstrumentShelf(null, null));

    public static IReadOnlyList<string> Columns { get; } = ["closed_on", "item", "answer", "people", "invited"];

    public static IReadOnlyList<PageNote> Run(MetricPage page, Metric metric, MetricExample example)
    {
        try
        {
            List<Row> rows = [.. example.Rows.Select(row => Read(example, row))];
            return [.. example.Answers.Select(answer => (answer.Line, Difference: Compare(metric, rows, answer)))
                .Where(pair => pair.Difference is not null).Select(pair => ExampleRunner.Error(page, pair.Line, pair.Difference!))];
        }
        catch (ExampleException problem)
        {
            return [ExampleRunner.Error(page, problem.Line, problem.Message)];
        }
    }

    private static string? Compare(Metric metric, List<Row> rows, ExampleAnswer answer)
    {
        var wave = rows.Where(row => row.ClosedOn == answer.Day).ToList();
        if (wave.Count == 0)
            return "no row is of that wave";
        var definition = metric.Definition;
        var (named, key) = ReleasedQuestion.Split(definition.Measure ?? wave[0].Item) is var split ? (split.Instrument, split.Item!) : default;
        if ((named is null ? Instrument(key) : BuiltIn.Value.Find(named)) is not { } instrument)
            return $"no instrument that is built in asks '{key}'";
        var release = Releasing.Of(Input(instrument, [.. wave.Where(row => row.Item == key)]));
        if (ReleasedFact.Survey.Aggregate(definition.Aggregate)!.Form is not { } form)
            return ExampleRunner.Difference(answer, release.Participation.AnsweredTens / 100.0);
        var cell = release.Cells.Single(cell => cell.Measure == key && cell.Form == form);
        if (answer.N is { } n && n != cell.Fewest)
            return $"the page says n = {n}, but {cell.Fewest} answers or more stand behind it";
        return ExampleRunner.Difference(answer, cell.Value);
    }

    private static Instrument? Instrument(string key) =>
        BuiltIn.Value.All.FirstOrDefault(instrument => instrument.ScoreKey == key || instrument.Items.Any(item => item.Parts.Contains(key)));

    private static ReleaseInput Input(Instrument instrument, List<Row> rows)
    {
        var leaf = new Leaf(Everybody, new Dictionary<string, string>(), []);
        var frozen = new Frozen([leaf], [new CatalogueCell("", leaf.Labels, [Everybody])], []);
        // Scores are kept in tenths.
        var scale = rows.Count > 0 && rows[0].Item == instrument.ScoreKey ? 10 : 1;
        AnswerCount[] answers = [.. rows.Select(row => new AnswerCount(Everybody, row.Item, row.Answer is { } answer ? (int)Math.Round(answer * scale) : null, row.People))];
        var invited = rows.Select(row => row.Invited ?? 0).Append(rows.Sum(row => row.People)).Max();
        return new ReleaseInput(instrument, frozen, 5, new Dictionary<string, int> { [Everybody] = invited }, answers, null, null, 1);
    }

    private static Row Read(MetricExample example, ExampleRow row)
    {
        string? Cell(string column) => example.Columns.ToList().IndexOf(column) is var at and >= 0 && row.Cells[at] is { Length: > 0 } cell ? cell : null;
        double? Number(string column) => Cell(column) is not { } cell ? null
            : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : throw new ExampleException(row.Line, $"'{cell}' is no number");
        if (!DateOnly.TryParseExact(Cell("closed_on"), "yyyy-MM-dd", out var closed))
            throw new ExampleException(row.Line, $"'{Cell("closed_on")}' is no day such as 2026-11-06");
        return new Row(closed, Cell("item") ?? "", Number("answer"), (int)(Number("people") ?? 1), (int?)Number("invited"));
    }

    private sealed record Row(DateOnly ClosedOn, string Item, double? Answer, int People, int? Invited);
}
