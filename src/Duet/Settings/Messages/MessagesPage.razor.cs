using Duet.Access;
using Duet.Platform.Messages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Duet.Settings.Messages;

/// <summary>The server that mails go out by, and whether they do; and Slack.</summary>
public sealed partial class MessagesPage
{
    private MailServer? kept;
    private (int Waiting, int Failed) counts;
    private IReadOnlyList<string> problems = [];
    private string? said;

    [Inject]
    private MailServers Servers { get; set; } = null!;

    [Inject]
    private MailChanges Changes { get; set; } = null!;

    [Inject]
    private Outbox Outbox { get; set; } = null!;

    [Inject]
    private IMessages Messages { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "mail")]
    private MailInput? Input { get; set; }

    [SupplyParameterFromForm(FormName = "trial")]
    private Addressee? Trial { get; set; }

    // What a person sent is shown again until it is good.
    private MailInput Shown => Input ?? MailInput.Of(kept);

    protected override async Task OnInitializedAsync()
    {
        kept = await Servers.ReadAsync(Context.RequestAborted);
        counts = await Outbox.CountAsync(Context.RequestAborted);
    }

    private async Task SaveAsync()
    {
        var (server, found) = (Input ?? new MailInput()).Check(kept);
        problems = found;
        if (server is null)
        {
            Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        await Changes.SaveAsync(server, Caller, Context.RequestAborted);
        (kept, said) = (server, "Saved");
    }

    private async Task TryAsync()
    {
        var outcome = await Messages.SendNowAsync(
            new OutgoingMail(Trial?.To?.Trim() ?? "", Text["TrialSubject"], Text["TrialText"]), Context.RequestAborted);
        if (outcome == SendOutcome.Accepted)
            said = "Sent";
        else
            problems = [$"Trial{outcome}"];
    }

    private async Task RemoveAsync()
    {
        await Changes.RemoveAsync(Caller, Context.RequestAborted);
        (kept, said, Input) = (null, "Removed", null);
    }

    private sealed class Addressee
    {
        public string? To { get; set; }
    }
}
