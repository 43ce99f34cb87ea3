using Duet.Access.SingleSignOn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>Signs people in by mail and password, or sends them to the identity provider.</summary>
public sealed partial class SignInPage
{
    private bool claimed;
    private SignInRefusal? problem;

    [Inject]
    private Accounts Accounts { get; set; } = null!;

    [Inject]
    private SignIns SignIns { get; set; } = null!;

    [Inject]
    private IdentityProvider Provider { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromForm]
    private Entered? Input { get; set; }

    private string ProviderHref => SingleSignOnModule.BeginHref(ReturnUrl);

    protected override async Task OnInitializedAsync() => claimed = await Accounts.AnyAsync(Context.RequestAborted);

    private async Task SubmitAsync()
    {
        var answer = await SignIns.SignInAsync(Input?.Mail ?? "", Input?.Password ?? "", Context.RequestAborted);
        problem = answer.Refusal;
        if (answer.Account is null)
            return;
        await Context.SignInAsync(
            Principals.CookieScheme, Principals.Of(answer.Account), new AuthenticationProperties { IsPersistent = true });
        Navigation.NavigateTo(Access.ReturnUrl.Checked(ReturnUrl));
    }

    private sealed class Entered
    {
        public string? Mail { get; set; }
        public string? Password { get; set; }
    }
}
