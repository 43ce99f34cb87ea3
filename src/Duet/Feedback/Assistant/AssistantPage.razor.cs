using Duet.Access;
using Duet.Feedback.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Assistant;

/// <summary>The language model that may be asked for themes: off until somebody switches it on.</summary>
public sealed partial class AssistantPage
{
    private AssistantRow? kept;
    private string? problem;
    private string? said;

    [Inject]
    private Assistants Assistants { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "assistant")]
    private AssistantInput? Input { get; set; }

    private AssistantInput Shown => Input is { } sent ? sent with { Kinds = sent.Kinds ?? [] }
        : kept is { } row ? new AssistantInput { Endpoint = row.Endpoint, Model = row.Model, Kinds = row.Kinds, IsOn = row.IsOn }
        : new AssistantInput { Kinds = [.. AssistantSettings.Possible] };

    protected override async Task OnInitializedAsync() => kept = await Assistants.ReadAsync(Context.RequestAborted);

    private async Task SaveAsync()
    {
        problem = await Assistants.SaveAsync(
            new AssistantSettings(Input?.Endpoint?.Trim() ?? "", Input?.Model?.Trim() ?? "", Input?.Kinds ?? [], Input?.IsOn == true), Input?.Key?.Trim() ?? "", Caller, Context.RequestAborted);
        if (problem is not null)
        {
            Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        kept = await Assistants.ReadAsync(Context.RequestAborted);
        said = "Saved";
    }

    private async Task RemoveAsync()
    {
        await Assistants.RemoveAsync(Caller, Context.RequestAborted);
        (kept, said, Input) = (null, "Removed", null);
    }

    private sealed record AssistantInput
    {
        public string? Endpoint { get; set; }
        public string? Model { get; set; }
        public string? Key { get; set; }
        public List<VoiceKind>? Kinds { get; set; }
        public bool IsOn { get; set; }
    }
}
