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

    [Inject]
    private KnownFeatures Known { get; set; } = null!;

    [Inject]
    private KnownInitiatives KnownInitiatives { get; set; } = null!;

    [Inject]
    private Products Products { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "edit")]
    private Entered? Edit { get; set; }

    private Feature Row => view!.Row;

    private protected override int? TeamId => Row.TeamId;

    private protected override async Task<bool> FindAsync() => (view = await Known.FindAsync(Id, Stop)) is not null;

    private protected override async Task OfferAsync()
    {
        products = await Products.ListAsync(Stop);
        initiatives = await KnownInitiatives.ListAsync(Stop);
    }

    private async Task EditAsync()
    {
        if (Edit is { } said && await SaveAsync(said.Owner, owner => Known.EditAsync(
            Id,
            new FeatureInput(
                said.Name ?? "", said.State ?? Row.State, said.Product ?? Row.ProductId, said.Description, owner, said.Team, said.Initiative),
            said.Stamp, Caller, Stop)))
            Edit = null;
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
