using Duet.Engine.Insights;
using Duet.Engine.Surveys;
using Duet.Platform.Ui;
using Duet.Surveys.Records;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.Results;

/// <summary>The first sentences of a wave's page: what clearly changed, or that nothing did.</summary>
internal sealed class Lede(IStringLocalizer<SurveysText> text, SurveyWords words, Figures figures)
{
    private const int Most = 3;

    public IReadOnlyList<(string Strong, string Then)> Of(WaveResults results, IReadOnlyDictionary<string, Measured> measured)
    {
        if (results.IsTooThin)
            return [(text["Lede.Thin"], text["Lede.ThinSays"])];
        var shares = (results.Instrument?.Items ?? []).Select(item => (Item: item, Cell: results.Number("", item.Key, CellForm.Share)))
            .Where(pair => pair.Cell is { Hidden: null, Value: not null }).Select(pair => (pair.Item, Cell: pair.Cell!)).ToList();
        var changed = shares.Where(pair => Verdicts.Clear(pair.Cell) is not (null or 0)).OrderByDescending(pair => Math.Abs(pair.Cell.Change!.Value)).Take(Most).ToList();
        if (changed.Count > 0)
            return [.. changed.Select(pair => Changed(pair.Item, pair.Cell, results.Former!, measured.GetValueOrDefault(pair.Item.Key)))];
        if (shares.Count == 0)
            return [(text["Lede.Nothing"], "")];
        var (most, least) = (shares.MaxBy(pair => pair.Cell.Value), shares.MinBy(pair => pair.Cell.Value));
        return [(
            results.Former is { } former ? text["Lede.Steady", former.Number] : text["Lede.First"],
            most.Cell.Value == least.Cell.Value ? text["Lede.Alike", words.Value(most.Cell)]
                : text["Lede.Levels", SurveyWords.Quoted(most.Item.Text), words.Value(most.Cell), SurveyWords.Quoted(least.Item.Text), words.Value(least.Cell)])];
    }

    private (string, string) Changed(InstrumentItem item, ReleasedCell cell, Wave former, Measured? measured)
    {
        var strong = text[cell.Change > 0 ? "Lede.Up" : "Lede.Down", SurveyWords.Quoted(item.Text), words.Value(cell), words.Favourable(item), SurveyWords.Points(cell.Change!.Value), former.Number];
        if (measured is null)
            return (strong, "");
        var (metric, now, before) = (measured.Metric, measured.Now.Value!.Value, measured.Before?.Value);
        var rest = measured.Moved switch
        {
            Direction.Up => text["Lede.Rose", metric.Name, figures.Short(before, metric.Unit), figures.Short(now, metric.Unit)],
            Direction.Down => text["Lede.Fell", metric.Name, figures.Short(before, metric.Unit), figures.Short(now, metric.Unit)],
            _ => text["Lede.Still", metric.Name, figures.Short(now, metric.Unit)],
        };
        return (strong, rest);
    }
}
