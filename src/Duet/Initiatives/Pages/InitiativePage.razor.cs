using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>One initiative: who answers for it, the work on it, and who waits for it.</summary>
public sealed partial class InitiativePage
{
    private InitiativeView? view;
    private IReadOnlyList<FeatureView> features = [];
    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<TeamNode> teams = [];
    private IReadOnlyList<string> people = [];
    private Outcome? outcome;
    private bool mayWrite;

    [Parameter]
    public int Id { get; set; }

    [Inject]
    private KnownInitiatives Known { get; set; } = null!;

    [Inject]
    private KnownFeatures KnownFeatures { get; set; } = null!;

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

    private Initiative Row => view!.Row;

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
        features = [.. (await KnownFeatures.ListAsync(Stop)).Where(feature => feature.Row.InitiativeId == Id)];
        mayWrite = await WorkRules.MayAsync(Caller, Row.TeamId, Stop);
        if (!mayWrite)
            return;
        products = await Products.ListAsync(Stop);
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
            new InitiativeInput(
                Edit.Name ?? "", Edit.State ?? Row.State, Edit.Code, Edit.Description, owner, Edit.Team, Edit.Product, Edit.IsPublic, Edit.PublicTitle, Edit.Slot),
            Edit.Stamp, Caller, Stop);
        if (outcome.Refused is not null)
            return;
        Edit = null;
        await LoadAsync();
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public InitiativeState? State { get; set; }
        public string? Code { get; set; }
        public string? Description { get; set; }
        public string? Owner { get; set; }
        public int? Team { get; set; }
        public int? Product { get; set; }
        public bool IsPublic { get; set; }
        public string? PublicTitle { get; set; }
        public RoadmapSlot? Slot { get; set; }
        public string? Stamp { get; set; }
    }
}
