using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>One feature of a product: who keeps it, the work on it, and what is said about it.</summary>
public sealed partial class FeaturePage
{
    private FeatureView? view;
    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<InitiativeView> initiatives = [];
    private IReadOnlyList<TeamNode> teams = [];
    private IReadOnlyList<string> people = [];
    private Outcome? outcome;
    private bool mayWrite;

    [Parameter]
    public int Id { get; set; }

    [Inject]
    private KnownFeatures Known { get; set; } = null!;

    [Inject]
    private KnownInitiatives KnownInitiatives { get; set; } = null!;

    [Inject]
    private Products Products { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private PersonSearch People { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "edit")]
    private Entered? Edit { get; set; }

    private Feature Row => view!.Row;

    private CancellationToken Stop => Context.RequestAborted;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        view = await Known.FindAsync(Id, Stop);
        if (view is null)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        mayWrite = await WorkRules.MayAsync(Caller, Row.TeamId, Stop);
        if (!mayWrite)
            return;
        products = await Products.ListAsync(Stop);
        initiatives = await KnownInitiatives.ListAsync(Stop);
        teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
        people = await People.OffersAsync(Stop);
    }

    private async Task EditAsync()
    {
        if (Edit is null)
            return;
        var (owner, refused) = await OwnerField.FindAsync(People, Edit.Owner, Stop);
        outcome = refused is not null ? new Outcome(OutcomeKind.Refused, 0, refused) : await Known.EditAsync(
            Id,
            new FeatureInput(
                Edit.Name ?? "", Edit.State ?? Row.State, Edit.Product ?? Row.ProductId, Edit.Description, owner, Edit.Team, Edit.Initiative),
            Edit.Stamp, Caller, Stop);
        if (outcome.Refused is not null)
            return;
        Edit = null;
        await LoadAsync();
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public FeatureState? State { get; set; }
        public int? Product { get; set; }
        public int? Initiative { get; set; }
        public string? Description { get; set; }
        public string? Owner { get; set; }
        public int? Team { get; set; }
        public string? Stamp { get; set; }
    }
}
