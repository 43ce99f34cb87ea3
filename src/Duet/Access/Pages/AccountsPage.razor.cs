using Duet.Platform.Web;
using Microsoft.AspNetCore.Components;
using System.Globalization;

namespace Duet.Access.Pages;

/// <summary>Who may sign in, who is invited, and the form that invites.</summary>
public sealed partial class AccountsPage
{
    private IReadOnlyList<Account> accounts = [];
    private IReadOnlyList<Invitation> open = [];
    private IReadOnlyList<Role> mayGive = [];
    private IReadOnlyDictionary<int, string> people = new Dictionary<int, string>();
    private DirectoryPerson? forPerson;
    private Invitation? invited;
    private string? link;
    private InvitationRefusal? refusal;

    [Inject]
    private Accounts Accounts { get; set; } = null!;

    [Inject]
    private Invitations Links { get; set; } = null!;

    [Inject]
    private IPeopleDirectory People { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The person of the directory whom the form invites.</summary>
    [SupplyParameterFromQuery(Name = "person")]
    private string? PersonText { get; set; }

    private int? Person => QueryNumber.Int(PersonText);

    [SupplyParameterFromForm(FormName = "invite")]
    private Entered? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var stop = Context.RequestAborted;
        mayGive = Caller.Role is { } role ? role.MayGive() : [];
        accounts = await Accounts.ListAsync(stop);
        open = await Links.ListAsync(stop);
        people = (await People.FindAsync([.. accounts.Select(account => account.PersonId).OfType<int>()], stop))
            .ToDictionary(person => person.Id, person => person.Name);
        forPerson = Person is { } id ? await People.FindAsync(id, stop) : null;
    }

    private async Task InviteAsync()
    {
        var role = RoleNames.TryRead(Input?.Role ?? "", out var chosen) ? chosen : Role.Viewer;
        int? person = int.TryParse(Input?.Person, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var answer = await Links.InviteAsync(Caller, Input?.Mail ?? "", role, person, Context.RequestAborted);
        (invited, refusal) = (answer.Invitation, answer.Refusal);
        if (answer.Token is { } token)
            link = Context.LinkTo(token);
        else
            Context.Response.StatusCode = AccountWords.Status(answer.Refusal);
        open = await Links.ListAsync(Context.RequestAborted);
    }

    private sealed class Entered
    {
        public string? Mail { get; set; }
        public string? Role { get; set; }
        public string? Person { get; set; }
    }
}
