using Duet.Access;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>On the overview: the first sentences of each survey's last wave.</summary>
public sealed partial class OverviewSurveys
{
    private const int Most = 3;

    private IReadOnlyList<(WaveResults Results, IReadOnlyList<(string Strong, string Then)> Sentences)> shown = [];

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private SurveyResults Known { get; set; } = null!;

    [Inject]
    private Lede Sentences { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (!Caller.Can(Permission.SurveyResults))
            return;
        shown = [.. (await Known.LastAsync(Context.RequestAborted)).OrderByDescending(results => results.Wave.ClosesOn).Take(Most)
            .Select(results => (results, Sentences.Of(results, new Dictionary<string, Measured>())))];
    }
}
