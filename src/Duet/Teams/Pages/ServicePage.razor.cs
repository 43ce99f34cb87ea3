using Duet.Access;
using Duet.Platform.Ui;
using Duet.Platform.Web;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>One service: its product, who owned it when, and which code it is made of.</summary>
public sealed partial class ServicePage
{
    private ServiceView? service;
    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<TeamNode> teams = [];
    private IReadOnlyList<string> repositories = [];
    private CodeLook? look;
    private Outcome? outcome;
    private bool isBadPath;
    private bool mayWrite;

    [Parameter]
    public int Id { get; set; }

    [Inject]
    private ServiceList List { get; set; } = null!;

    [Inject]
    private Services Services { get; set; } = null!;

    [Inject]
    private ServiceOwners Owners { get; set; } = null!;

    [Inject]
    private ServiceCode Code { get; set; } = null!;

    [Inject]
    private CodeFacts CodeFacts { get; set; } = null!;

    [Inject]
    private Products Products { get; set; } = null!;

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private DimensionProjection Projection { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The period of ownership whose forms are open.</summary>
    [SupplyParameterFromQuery(Name = "owner")]
    private string? OwnerText { get; set; }

    private int? Owner => QueryNumber.Int(OwnerText);

    /// <summary>The repository that is looked at before it is mapped.</summary>
    [SupplyParameterFromQuery]
    private string? Repo { get; set; }

    [SupplyParameterFromQuery]
    private string? Path { get; set; }

    [SupplyParameterFromForm(FormName = "own")]
    private Entered? Own { get; set; }

    [SupplyParameterFromForm(FormName = "map")]
    private Entered? Map { get; set; }

    [SupplyParameterFromForm(FormName = "correct-owner")]
    private Entered? Correct { get; set; }

    [SupplyParameterFromForm(FormName = "remove-owner")]
    private Entered? Never { get; set; }

    [SupplyParameterFromForm(FormName = "edit-service")]
    private Entered? Edit { get; set; }

    [SupplyParameterFromForm(FormName = "remove-service")]
    private Entered? Gone { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    private Author Author => Author.Of(Caller);

    private OwnerView? Chosen => mayWrite ? service!.Owners.FirstOrDefault(owner => owner.Id == Owner) : null;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        service = await List.FindAsync(Id, Stop);
        mayWrite = Caller.Can(Permission.CatalogueWrite);
        if (service is null)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
        if (service is null || !mayWrite)
            return;
        products = await Products.ListAsync(Stop);
        teams = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
        repositories = await CodeFacts.RepositoriesAsync(Stop);
        if (string.IsNullOrWhiteSpace(Repo))
            return;
        var folder = ServiceCode.Folder(Path);
        isBadPath = folder is null;
        look = folder is null ? null : await CodeFacts.LookAsync(Repo.Trim(), folder, Stop);
    }

    private Task OwnAsync() => WriteAsync(LocalDays.Read(Own?.Since, Dates.Zone, out var since)
        ? Owners.OwnAsync(Id, Own?.Team ?? 0, since, Author, Stop)
        : Task.FromResult(Outcome.Refuse("bad-day", Own?.Since ?? "")));

    private Task CorrectAsync() => WriteAsync(
        Chosen is not { } owner ? Task.FromResult(Outcome.Refuse("no-owner"))
        : !LocalDays.Read(Correct?.Since, owner.Span.Since, Dates.Zone, out var since) ? Task.FromResult(Outcome.Refuse("bad-day", Correct?.Since ?? ""))
        : !LocalDays.Read(Correct?.Until, owner.Span.Until, Dates.Zone, out var until) ? Task.FromResult(Outcome.Refuse("bad-day", Correct?.Until ?? ""))
        : Owners.CorrectAsync(owner.Id, since, until, Names.Clean(Correct?.Reason) is { Length: > 0 } reason ? reason : null, Correct?.Stamp, Author, Stop));

    private Task RemoveOwnerAsync() => WriteAsync(
        Never?.Sure == true && Owner is { } owner ? Owners.RemoveAsync(owner, null, Never.Stamp, Author, Stop) : Task.FromResult(Outcome.Refuse("not-sure")));

    private Task MapAsync() => WriteAsync(Code.MapAsync(Id, Map?.Repo ?? "", Map?.Path, Author, Stop));

    private Task UnmapAsync(int code) => WriteAsync(Code.UnmapAsync(code, Author, Stop));

    private Task EditAsync() => WriteAsync(Services.EditAsync(
        Id, new ServiceInput(Edit?.Name ?? "", Edit?.Product, Edit?.Description), Edit?.Stamp, Author, Stop));

    private async Task RemoveAsync()
    {
        outcome = Gone?.Sure == true ? await Services.RemoveAsync(Id, Author, Stop) : Outcome.Refuse("not-sure");
        if (outcome.Refused is null)
            Navigation.NavigateTo("/products");
    }

    private async Task WriteAsync(Task<Outcome> change)
    {
        outcome = await change;
        if (outcome.Refused is not null)
            return;
        (Own, Correct, Edit, Repo, look) = (null, null, null, null, null);
        await Projection.RefreshAsync(Stop);
        await LoadAsync();
    }

    private string LookSays(CodeLook found) =>
        !found.IsKnown ? Text["Look.Unknown", found.Repo]
        : found.Files == 0 ? Text[found.Folder.Length == 0 ? "Look.NoFiles" : "Look.NoFolder", found.Repo, found.Folder]
        : Text[found.Files == 1 ? "Look.File" : "Look.Files", Figures.Count(found.Files), Dates.Day(found.LastTouched!.Value)];

    private sealed class Entered
    {
        public int? Team { get; set; }
        public string? Since { get; set; }
        public string? Until { get; set; }
        public string? Reason { get; set; }
        public string? Stamp { get; set; }
        public string? Repo { get; set; }
        public string? Path { get; set; }
        public string? Name { get; set; }
        public int? Product { get; set; }
        public string? Description { get; set; }
        public bool Sure { get; set; }
    }
}
