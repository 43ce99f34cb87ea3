using Duet.Access.SingleSignOn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>Lets the holder of a link make the account it is for, or open that account anew.</summary>
public sealed partial class InvitationPage
{
    private Invitation? invitation;
    private string? person;
    private IReadOnlyList<string> problems = [];

    [Inject]
    private OpenInvitations Invitations { get; set; } = null!;

    [Inject]
    private IPeopleDirectory People { get; set; } = null!;

    [Inject]
    private IdentityProvider Provider { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm]
    private Entered? Input { get; set; }

    private bool MakesAccount => invitation?.AccountId is null;

    private string Title => MakesAccount ? "Join" : "OpenAnew";

    protected override async Task OnInitializedAsync()
    {
        await FindAsync();
        if (invitation?.PersonId is { } id)
            person = (await People.FindAsync(id, Context.RequestAborted))?.Name;
    }

    private async Task AcceptAsync()
    {
        if (invitation is null)
            return;
        var (name, password) = (Input?.Name ?? "", Input?.Password ?? "");
        problems =
        [
            .. MakesAccount && !NewAccount.IsName(name) ? ["BadName"] : Array.Empty<string>(),
            .. NewAccount.IsPassword(password) ? Array.Empty<string>() : ["BadPassword"],
        ];
        if (problems.Count > 0)
            return;
        if (await Invitations.AcceptAsync(Token ?? "", name, password, Context.RequestAborted) is not { } account)
        {
            await FindAsync();
            return;
        }
        await Context.SignInAsync(Principals.CookieScheme, Principals.Of(account), new AuthenticationProperties { IsPersistent = true });
        Navigation.NavigateTo("/");
    }

    private async Task FindAsync()
    {
        invitation = await Invitations.FindAsync(Token ?? "", Context.RequestAborted);
        // Unknown, used, revoked, expired: all alike.
        if (invitation is null)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public string? Password { get; set; }
    }
}
