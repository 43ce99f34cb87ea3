using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>What a wave said: who answered, the items beside what was measured, groups, and what goes along with what.</summary>
public sealed partial class WavePage
{
    private WaveResults? results;
    private IReadOnlyDictionary<string, Measured> measured = new Dictionary<string, Measured>();
    private IReadOnlyList<(string Strong, string Then)> lede = [];

    [Parameter]
    public int Id { get; set; }

    [Parameter]
    public int Number { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private SurveyResults Known { get; set; } = null!;

    [Inject]
    private SurveyWords Words { get; set; } = null!;

    [Inject]
    private Pairings Pairs { get; set; } = null!;

    [Inject]
    private Lede Sentences { get; set; } = null!;

    private string Title => Words.Title(results!.Survey, results.Wave);

    private string LensChip => results!.Survey.Lens switch { SurveyLens.Product => "chip-product", SurveyLens.Devex => "chip-devex", _ => "chip-both" };

    private string Sub
    {
        get
        {
            var wave = results!.Wave;
            var open = Text["Wave.Open", SurveyWords.LongDay(wave.OpensOn), SurveyWords.LongDay(wave.ClosesOn)];
            var former = results.Former is { } before ? Text["Wave.Compared", before.Number, SurveyWords.LongDay(before.ClosesOn)] : Text["Wave.First"];
            var next = results.Survey is { IsStopped: false, NextOpensOn: { } day } ? Text["Wave.Next", SurveyWords.LongDay(day)].Value : "";
            return $"{open.Value} {former.Value} {next}".Trim();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (await Known.WaveAsync(Id, Number, Context.RequestAborted) is not { } found)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        measured = await Pairs.OfAsync(found, Context.RequestAborted);
        lede = Sentences.Of(found, measured);
        // Last, since the page is drawn at the first wait: its parts keep what they were given then.
        results = found;
    }
}
