using Duet.Access;
using Duet.Feedback.Inbox;
using Duet.Initiatives;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Pages;

/// <summary>The heaviest voices that are linked to what a page is about, and what became of each; nothing for who may not read voices.</summary>
public abstract partial class VoicesPart
{
    private const int Shown = 12;

    private IReadOnlyList<InboxRow>? rows;
    private long total;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private InboxReader Reader { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private protected abstract LinkTarget Target { get; }

    protected override async Task OnInitializedAsync()
    {
        if (!Caller.Can(Permission.VoiceRead))
            return;
        var reach = await VoiceReach.OfAsync(Caller, Context.RequestAborted);
        (rows, var all, _) = await Reader.ListAsync(new VoiceQuery(VoiceFilter.All, [], null, VoiceOrder.Heaviest, null, Target, Id, null, Shown), reach, Context.RequestAborted);
        total = all ?? rows.Count;
    }
}

public sealed class InitiativeVoices : VoicesPart
{
    private protected override LinkTarget Target => LinkTarget.Initiative;
}

public sealed class FeatureVoices : VoicesPart
{
    private protected override LinkTarget Target => LinkTarget.Feature;
}

public sealed class ToolVoices : VoicesPart
{
    private protected override LinkTarget Target => LinkTarget.Tool;
}
