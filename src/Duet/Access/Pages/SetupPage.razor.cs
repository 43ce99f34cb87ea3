using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>Makes the first account for whoever holds the link that the first start printed.</summary>
public sealed partial class SetupPage
{
    private bool good;
    private IReadOnlyList<string> problems = [];

    [Inject]
    private SetupLinks Links { get; set; } = null!;

    [Inject]
    private Accounts People { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm]
    private Entered? Input { get; set; }

    protected override async Task OnInitializedAsync() => good = await Links.IsGoodAsync(Token ?? "", Context.RequestAborted);

    private async Task SubmitAsync()
    {
        var input = new NewAccount(Input?.Mail ?? "", Input?.Name ?? "", Input?.Password ?? "");
        problems = input.Problems();
        if (problems.Count > 0)
            return;
        if (await People.CreateOwnerAsync(Token ?? "", input, Context.RequestAborted) is not { } account)
        {
            good = false;
            return;
        }
        await Context.SignInAsync(Principals.CookieScheme, Principals.Of(account), new AuthenticationProperties { IsPersistent = true });
        Navigation.NavigateTo("/");
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public string? Mail { get; set; }
        public string? Password { get; set; }
    }
}
