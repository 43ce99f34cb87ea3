using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>What was decided, by how far it has come, and the features of the products.</summary>
public sealed partial class InitiativesPage
{
    private static readonly InitiativeState[] Order =
        [InitiativeState.Started, InitiativeState.Decided, InitiativeState.Idea, InitiativeState.Shipped, InitiativeState.Closed, InitiativeState.Dropped];

    private IReadOnlyList<InitiativeView> initiatives = [];
    private IReadOnlyList<FeatureView> features = [];
    private IReadOnlyDictionary<int, int> voices = new Dictionary<int, int>();
    private IReadOnlyDictionary<int, int> featureVoices = new Dictionary<int, int>();
    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<TeamNode> teams = [];
    private Outcome? outcome;
    private bool mayWrite;

    [Inject]
    private KnownInitiatives Known { get; set; } = null!;

    [Inject]
    private KnownFeatures KnownFeatures { get; set; } = null!;

    [Inject]
    private IDemand Demand { get; set; } = null!;

    [Inject]
    private Products Products { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "add-initiative")]
    private Entered? Initiative { get; set; }

    [SupplyParameterFromForm(FormName = "add-feature")]
    private Entered? Feature { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    private IEnumerable<IGrouping<InitiativeState, InitiativeView>> Groups =>
        initiatives.GroupBy(view => view.Row.State).OrderBy(group => Array.IndexOf(Order, group.Key));

    protected override async Task OnInitializedAsync()
    {
        initiatives = await Known.ListAsync(Stop);
        features = await KnownFeatures.ListAsync(Stop);
        voices = await Demand.CountAsync(LinkTarget.Initiative, Stop);
        featureVoices = await Demand.CountAsync(LinkTarget.Feature, Stop);
        mayWrite = Caller.Can(Permission.InitiativeWrite);
        if (!mayWrite)
            return;
        products = await Products.ListAsync(Stop);
        teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
    }

    private async Task AddInitiativeAsync()
    {
        outcome = await Known.AddAsync(
            new InitiativeInput(Initiative?.Name ?? "", InitiativeState.Idea, Initiative?.Code, Team: Initiative?.Team), Caller, Stop);
        if (outcome.Refused is null)
            Navigation.NavigateTo(InitiativesModule.InitiativePath(outcome.Id));
    }

    private async Task AddFeatureAsync()
    {
        outcome = await KnownFeatures.AddAsync(
            new FeatureInput(Feature?.Name ?? "", FeatureState.Live, Feature?.Product ?? 0, Team: Feature?.Team), Caller, Stop);
        if (outcome.Refused is null)
            Navigation.NavigateTo(InitiativesModule.FeaturePath(outcome.Id));
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public string? Code { get; set; }
        public int? Team { get; set; }
        public int? Product { get; set; }
    }
}
