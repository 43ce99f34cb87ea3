using Duet.Access;
using Duet.Feedback;
using Microsoft.AspNetCore.Components;

namespace Duet.Loop.Pages;

/// <summary>On the overview: what most people wait for, whether they are told, and whose voice has waited longest.</summary>
public sealed partial class OverviewLoop
{
    private LoopSummary? summary;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private LoopSummaries Summaries { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        VoiceReach? reach = Caller.Can(Permission.VoiceRead) ? await VoiceReach.OfAsync(Caller, Context.RequestAborted) : null;
        summary = await Summaries.OfAllAsync(reach, Context.RequestAborted);
    }
}
