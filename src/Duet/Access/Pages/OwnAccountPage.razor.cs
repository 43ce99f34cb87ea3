using Duet.Access.SingleSignOn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>The own account: name, password, and what it is linked to.</summary>
public sealed partial class OwnAccountPage
{
    private Account? account;
    private DirectoryPerson? person;
    private IReadOnlyList<string> keys = [];
    private string? problem;
    private string? saved;

    [Inject]
    private Accounts Accounts { get; set; } = null!;

    [Inject]
    private OwnAccount Own { get; set; } = null!;

    [Inject]
    private Keys Keys { get; set; } = null!;

    [Inject]
    private IPeopleDirectory People { get; set; } = null!;

    [Inject]
    private IdentityProvider Provider { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "name")]
    private NewName? NameInput { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private Passwords? PasswordInput { get; set; }

    [SupplyParameterFromForm(FormName = "connect")]
    private Confirmed? ConnectInput { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var stop = Context.RequestAborted;
        account = await Accounts.FindAsync(Caller.AccountId!.Value, stop);
        person = account?.PersonId is { } id ? await People.FindAsync(id, stop) : null;
        keys = Caller.Can(Permission.KeysManage)
            ? [.. (await Keys.ListAsync(Caller, stop)).Where(key => key.IssuedBy == Caller.AccountId).Select(key => key.Name)] : [];
    }

    private async Task RenameAsync()
    {
        if (await Own.RenameAsync(Caller, NameInput?.Name ?? "", Context.RequestAborted) is { } renamed)
            (account, saved) = (renamed, "NameSaved");
        else
            problem = "BadName";
    }

    private async Task ChangePasswordAsync() => await AnswerAsync(
        await Own.ChangePasswordAsync(Caller, PasswordInput?.Old ?? "", PasswordInput?.New ?? "", Context.RequestAborted), "PasswordChanged");

    private async Task DisconnectAsync() => await AnswerAsync(await Own.DisconnectAsync(Caller, Context.RequestAborted), "Disconnected");

    private async Task ConnectAsync()
    {
        var (token, refusal) = await Own.ConnectAsync(Caller, ConnectInput?.Password ?? "", Context.RequestAborted);
        if (token is null)
            problem = $"{refusal}";
        else
            Navigation.NavigateTo($"{Invitations.Path}?token={token}");
    }

    // All other sessions have ended; this one goes on under the new stamp.
    private async Task AnswerAsync(OwnAnswer answer, string done)
    {
        if (answer.Account is null)
        {
            problem = $"{answer.Refusal}";
            return;
        }
        (account, saved) = (answer.Account, done);
        await Context.SignInAsync(
            Principals.CookieScheme, Principals.Of(answer.Account), new AuthenticationProperties { IsPersistent = true });
    }

    private sealed class NewName
    {
        public string? Name { get; set; }
    }

    private sealed class Passwords
    {
        public string? Old { get; set; }
        public string? New { get; set; }
    }

    private sealed class Confirmed
    {
        public string? Password { get; set; }
    }
}
