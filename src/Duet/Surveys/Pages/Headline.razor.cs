using System.Globalization;
using System.Text.Json;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>The one number of a wave: its score, its recommendation, or its outcome.</summary>
public sealed partial class Headline
{
    private const int Groups = 3;

    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    private ReleasedCell? Shown => Candidates.FirstOrDefault(cell => cell is { Hidden: null, Value: not null });

    private IEnumerable<ReleasedCell?> Candidates
    {
        get
        {
            if (Results.Instrument is not { } instrument)
                yield break;
            if (instrument.ScoreKey is { } score)
                yield return Results.Number("", score, CellForm.Score);
            foreach (var item in instrument.Items.Where(item => item.Kind == ItemKind.ZeroToTen))
                yield return Results.Number("", item.Key, CellForm.Score);
            if (instrument.Outcome is { } outcome)
                yield return Results.Number("", outcome, CellForm.Share);
            foreach (var item in instrument.Items)
                yield return Results.Number("", item.Key, CellForm.Share);
        }
    }

    private IReadOnlyList<double>? Shares =>
        Shown is { Form: CellForm.Score } cell && Results.Number("", cell.Measure, CellForm.Distribution) is { Hidden: null, Distribution: { } json }
        && JsonSerializer.Deserialize<List<double>>(json) is { Count: Groups } shares ? shares : null;

    private string? Statement => Results.Instrument?.Items.FirstOrDefault(item => item.Key == Shown?.Measure)?.Text;

    private string Change => Results.Former is not { } former ? Text["Change.First"]
        : Verdicts.Clear(Shown) switch
        {
            null => Text["Change.Untold"],
            0 => Text["Headline.NoChange", former.Number],
            > 0 => Text["Headline.Up", SurveyWords.Change(Shown!), former.Number, Words.ChangeInterval(Shown!)],
            _ => Text["Headline.Down", SurveyWords.Change(Shown!), former.Number, Words.ChangeInterval(Shown!)],
        };

    private static string Percent(double share) => Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture) + "%";
}
