using Duet.Access.SingleSignOn;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>Says in words why the way through the identity provider did not lead in.</summary>
public sealed partial class SignInProblemPage
{
    private ProviderProblem? problem;

    [Parameter]
    public string Why { get; set; } = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override void OnInitialized()
    {
        problem = ProviderProblems.Find(Why);
        if (problem is { } known)
            Context.Response.StatusCode = known.Status();
        else
            Navigation.NotFound();
    }
}
