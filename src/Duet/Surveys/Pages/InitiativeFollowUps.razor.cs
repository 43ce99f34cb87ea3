using Duet.Access;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>On an initiative's page: the statements and themes of surveys that called for it.</summary>
public sealed partial class InitiativeFollowUps
{
    private IReadOnlyList<(FollowUpLine Line, Survey Survey)> lines = [];

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
        if (Caller.Can(Permission.SurveyResults))
            lines = await Known.OfInitiativeAsync(Id, Context.RequestAborted);
    }
}
