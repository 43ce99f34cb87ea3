using Duet.Access;
using Duet.Surveys.Comments;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>Beside a voice that was a comment of a wave: which wave, which question, and whether it may be quoted.</summary>
public sealed partial class VoiceOfWave
{
    private CommentOrigin? origin;
    private bool mayOpen;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private CommentOrigins Origins { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        mayOpen = Caller.Can(Permission.SurveyResults);
        origin = await Origins.FindAsync(Id, Context.RequestAborted);
    }
}
