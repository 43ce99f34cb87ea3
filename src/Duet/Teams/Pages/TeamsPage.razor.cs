using Duet.Access;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>All teams as a tree, with who leads them, how many are in them, and what they own.</summary>
public sealed partial class TeamsPage
{
    private const int DeepestIndent = 6;
    private const int ServicesShown = 4;

    private TeamTree tree = new([]);
    private IReadOnlyList<TeamNode> shown = [];
    private IReadOnlyList<TeamNode> below = [];
    private Outcome? outcome;
    private bool mayAddAnywhere;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private KnownTeams Known { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery]
    private string? Ended { get; set; }

    [SupplyParameterFromForm(FormName = "add-team")]
    private Entered? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        tree = await Trees.ReadAsync(Context.RequestAborted);
        var found = string.IsNullOrWhiteSpace(Words) ? tree.Nodes : tree.Search(Words.Trim());
        shown = Ended is null ? [.. found.Where(team => team.EndedAt is null)] : found;
        var author = Author.Of(Caller);
        mayAddAnywhere = await author.MayWriteAsync(null, Context.RequestAborted);
        List<TeamNode> own = [];
        foreach (var team in tree.Nodes.Where(team => team.EndedAt is null))
            if (await author.MayWriteAsync(team.Id, Context.RequestAborted))
                own.Add(team);
        below = own;
    }

    private async Task AddAsync()
    {
        outcome = await Known.AddAsync(new TeamInput(Input?.Name ?? "", Input?.Parent), Author.Of(Caller), Context.RequestAborted);
        if (outcome.Refused is null)
            Navigation.NavigateTo(TeamsModule.TeamPath(outcome.Id));
    }

    private string ServiceNames(TeamNode team)
    {
        var names = string.Join(", ", team.Services.Take(ServicesShown).Select(service => service.Name));
        return team.Services.Count > ServicesShown ? Text["AndMore", names, team.Services.Count - ServicesShown] : names;
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public int? Parent { get; set; }
    }
}
