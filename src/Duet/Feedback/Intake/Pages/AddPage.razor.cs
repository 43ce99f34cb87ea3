using System.Security.Cryptography;
using Duet.Access;
using Duet.Feedback.Portal.Boards;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Intake.Pages;

/// <summary>A voice added by hand: one's own, or what somebody else said.</summary>
public sealed partial class AddPage
{
    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<Tool> tools = [];
    private string form = "";
    private string? problem;

    [Inject]
    private IVoices Voices { get; set; } = null!;

    [Inject]
    private PortalBoards Boards { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "add")]
    private Added? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        (products, tools) = await Boards.SubjectsAsync(Context.RequestAborted);
        form = Input?.Form is { Length: 32 } sent ? sent : RandomNumberGenerator.GetHexString(32, lowercase: true);
    }

    private async Task AddAsync()
    {
        Caller.Demand(Permission.VoiceSubmit);
        if (!Enum.TryParse<VoiceKind>(Input!.Kind, out var kind) || !Enum.IsDefined(kind))
        {
            problem = "kind";
            return;
        }
        var isOwn = Input.For != "other";
        var receipt = await Voices.TakeAsync(
            new NewVoice
            {
                Kind = kind,
                Channel = VoiceChannel.Internal,
                Source = "internal",
                ExternalId = form,
                Title = Input.Title ?? "",
                Body = Input.Body ?? "",
                Product = Input.Product,
                Tool = Input.Tool,
                Account = Input.Account,
                WriterMail = Input.Mail?.Trim(),
                WriterPerson = isOwn ? Caller.PersonId : null,
                WriterAccount = isOwn ? Caller.AccountId : null,
                OnBehalfOf = isOwn ? null : Caller.PersonId,
                OnBehalfOfAccount = isOwn ? null : Caller.AccountId,
                ShownName = Input.Name,
            },
            Context.RequestAborted);
        if (receipt.Outcome is VoiceOutcome.Refused or VoiceOutcome.Conflict)
            problem = receipt.Code ?? "sent-before";
        else
            Navigation.NavigateTo("/feedback/add?done=yes");
    }

    private sealed class Added
    {
        public string? Form { get; set; }
        public string? For { get; set; }
        public string? Kind { get; set; }
        public string? Title { get; set; }
        public string? Body { get; set; }
        public string? Product { get; set; }
        public string? Tool { get; set; }
        public string? Account { get; set; }
        public string? Mail { get; set; }
        public string? Name { get; set; }
    }
}
