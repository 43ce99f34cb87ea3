using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>The tools that people build with, and how many voices there are about each.</summary>
public sealed partial class ToolingPage
{
    private IReadOnlyList<ToolView> tools = [];
    private IReadOnlyDictionary<int, int> voices = new Dictionary<int, int>();
    private IReadOnlyList<TeamNode> teams = [];
    private Outcome? outcome;
    private bool mayWrite;

    [Inject]
    private KnownTools Known { get; set; } = null!;

    [Inject]
    private IDemand Demand { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "add-tool")]
    private Entered? Tool { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        tools = await Known.ListAsync(Stop);
        voices = await Demand.CountAsync(LinkTarget.Tool, Stop);
        mayWrite = Caller.Can(Permission.InitiativeWrite);
        if (mayWrite)
            teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
    }

    private async Task AddAsync()
    {
        outcome = await Known.AddAsync(new ToolInput(Tool?.Name ?? "", ToolState.InUse, Tool?.Url, Team: Tool?.Team), Caller, Stop);
        if (outcome.Refused is null)
            Navigation.NavigateTo(InitiativesModule.ToolPath(outcome.Id));
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public string? Url { get; set; }
        public int? Team { get; set; }
    }
}
