using Duet.Initiatives.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>One initiative: who answers for it, the work on it, and who asked for it.</summary>
public sealed partial class InitiativePage
{
    private InitiativeView? view;
    private IReadOnlyList<FeatureView> features = [];
    private IReadOnlyList<Product> products = [];

    [Inject]
    private KnownInitiatives Known { get; set; } = null!;

    [Inject]
    private KnownFeatures KnownFeatures { get; set; } = null!;

    [Inject]
    private Products Products { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "edit")]
    private Entered? Edit { get; set; }

    private Initiative Row => view!.Row;

    private protected override int? TeamId => Row.TeamId;

    private protected override async Task<bool> FindAsync()
    {
        view = await Known.FindAsync(Id, Stop);
        if (view is not null)
            features = [.. (await KnownFeatures.ListAsync(Stop)).Where(feature => feature.Row.InitiativeId == Id)];
        return view is not null;
    }

    private protected override async Task OfferAsync() => products = await Products.ListAsync(Stop);

    private async Task EditAsync()
    {
        if (Edit is { } said && await SaveAsync(said.Owner, owner => Known.EditAsync(
            Id,
            new InitiativeInput(
                said.Name ?? "", said.State ?? Row.State, said.Code, said.Description, owner, said.Team, said.Product, said.IsPublic, said.PublicTitle, said.Slot),
            said.Stamp, Caller, Stop)))
            Edit = null;
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
