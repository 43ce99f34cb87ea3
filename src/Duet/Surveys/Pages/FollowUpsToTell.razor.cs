using Duet.Access;
using Duet.Surveys.FollowUps;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>On the loop page: what was decided after a survey and has shipped, and nobody who was asked has been told.</summary>
public sealed partial class FollowUpsToTell
{
    private IReadOnlyList<FollowUpToTell> lines = [];

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private FollowUpReader Known { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        if (Caller.Can(Permission.SurveyManage))
            lines = await Known.ToTellAsync(Caller, Context.RequestAborted);
    }
}
