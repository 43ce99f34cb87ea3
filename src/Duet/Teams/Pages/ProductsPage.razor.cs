using Duet.Access;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>Products with their services, who owns them and which code they are made of.</summary>
public sealed partial class ProductsPage
{
    private const int CodeShown = 3;
    private const int UnmappedShown = 60;

    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<ServiceView> services = [];
    private IReadOnlyList<string> unmapped = [];
    private Outcome? outcome;
    private bool mayWrite;

    [Inject]
    private Products Known { get; set; } = null!;

    [Inject]
    private Services Writes { get; set; } = null!;

    [Inject]
    private ServiceList List { get; set; } = null!;

    [Inject]
    private CodeFacts Code { get; set; } = null!;

    [Inject]
    private DimensionProjection Projection { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "add-product")]
    private Entered? Product { get; set; }

    [SupplyParameterFromForm(FormName = "add-service")]
    private Entered? Service { get; set; }

    // One name for all of these forms: each product has its own.
    [SupplyParameterFromForm]
    private Entered? Renamed { get; set; }

    [SupplyParameterFromForm]
    private Entered? Removed { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    private Author Author => Author.Of(Caller);

    private IEnumerable<(string? Name, Product? Product, IReadOnlyList<ServiceView> Services)> Groups
    {
        get
        {
            foreach (var product in products)
                yield return (product.Name, product, [.. services.Where(service => service.ProductId == product.Id)]);
            if (services.Any(service => service.ProductId is null))
                yield return (null, null, [.. services.Where(service => service.ProductId is null)]);
        }
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        products = await Known.ListAsync(Stop);
        services = await List.ReadAsync(Stop);
        mayWrite = Caller.Can(Permission.CatalogueWrite);
        var mapped = services.SelectMany(service => service.Code).Select(code => code.Repo).ToHashSet();
        unmapped = [.. (await Code.RepositoriesAsync(Stop)).Where(repo => !mapped.Contains(repo))];
    }

    private Task AddProductAsync() => WriteAsync(Known.AddAsync(Product?.Name ?? "", Author, Stop));

    private async Task AddServiceAsync()
    {
        outcome = await Writes.AddAsync(new ServiceInput(Service?.Name ?? "", Service?.Product), Author, Stop);
        if (outcome.Refused is null)
            Navigation.NavigateTo(TeamsModule.ServicePath(outcome.Id));
    }

    private Task RenameAsync(int id) => WriteAsync(Known.RenameAsync(id, Renamed?.Name ?? "", Renamed?.Stamp, Author, Stop));

    private Task RemoveAsync(int id) => WriteAsync(
        Removed?.Sure == true ? Known.RemoveAsync(id, Author, Stop) : Task.FromResult(Outcome.Refuse("not-sure")));

    private async Task WriteAsync(Task<Outcome> change)
    {
        outcome = await change;
        if (outcome.Refused is not null)
            return;
        Product = null;
        await Projection.RefreshAsync(Stop);
        await LoadAsync();
    }

    private string CodeText(ServiceView service)
    {
        var code = string.Join(", ", service.Code.Take(CodeShown));
        return service.Code.Count > CodeShown ? Text["AndMore", code, service.Code.Count - CodeShown] : code;
    }

    private sealed class Entered
    {
        public string? Name { get; set; }
        public int? Product { get; set; }
        public string? Stamp { get; set; }
        public bool Sure { get; set; }
    }
}
