using Duet.Access;
using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Pages;

/// <summary>The sources of facts: how they stand, and a form for one more.</summary>
public sealed partial class SourcesPage
{
    private IReadOnlyList<SourceView> sources = [];
    private SourceProblem? problem;
    private string? wasKnown;
    private bool mayRun;
    private bool mayChange;
    private bool mayAddHooks;

    [Inject]
    private KnownSources Known { get; set; } = null!;

    [Inject]
    private SourceBoard Board { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The source whose removal is to be confirmed.</summary>
    [SupplyParameterFromQuery]
    private string? Remove { get; set; }

    [SupplyParameterFromForm]
    private Entered? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        mayRun = Caller.Can(Permission.SourcesRun);
        mayChange = Caller.Can(Permission.SourcesWrite);
        mayAddHooks = Caller.Can(Permission.SettingsWrite);
        sources = await Board.ListAsync(Context.RequestAborted);
    }

    private async Task AddAsync()
    {
        Caller.Demand(Permission.SourcesWrite);
        var answer = await Known.AddAsync("git", Input?.Location ?? "", Caller.AuditName, Context.RequestAborted);
        problem = answer.Problem;
        wasKnown = answer.WasKnown ? answer.Name : null;
        if (problem is null && wasKnown is null)
            Navigation.NavigateTo("/sources");
    }

    private sealed class Entered
    {
        public string? Location { get; set; }
    }
}
