using Duet.Access;
using Duet.Platform.Messages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Duet.Settings.Messages;

/// <summary>How messages reach Slack, and whether they do.</summary>
public sealed partial class SlackSection
{
    private SlackWorkspace? kept;
    private IReadOnlyList<string> problems = [];
    private string? said;

    [Inject]
    private SlackWorkspaces Workspaces { get; set; } = null!;

    [Inject]
    private SlackChanges Changes { get; set; } = null!;

    [Inject]
    private IMessages Messages { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "slack")]
    private SlackInput? Input { get; set; }

    [SupplyParameterFromForm(FormName = "slack-trial")]
    private Addressee? Trial { get; set; }

    private SlackInput Shown => Input ?? SlackInput.Of(kept);

    protected override async Task OnInitializedAsync() => kept = await Workspaces.ReadAsync(Context.RequestAborted);

    private async Task SaveAsync()
    {
        var (workspace, found) = (Input ?? new SlackInput()).Check(kept);
        problems = found;
        if (workspace is null)
        {
            Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        await Changes.SaveAsync(workspace, Caller, Context.RequestAborted);
        (kept, said) = (workspace, "Saved");
    }

    private async Task TryAsync()
    {
        var to = Trial?.To?.Trim() is { Length: > 0 } address ? address : null;
        var outcome = await Messages.SlackAsync(new SlackMessage(to, Text["SlackTrialText"], [Text["SlackTrialText"]]), Context.RequestAborted);
        if (outcome == SendOutcome.Accepted)
            said = "SlackSent";
        else
            problems = [$"Slack{outcome}"];
    }

    private async Task RemoveAsync()
    {
        await Changes.RemoveAsync(Caller, Context.RequestAborted);
        (kept, said, Input) = (null, "SlackRemoved", null);
    }

    private sealed class Addressee
    {
        public string? To { get; set; }
    }
}
