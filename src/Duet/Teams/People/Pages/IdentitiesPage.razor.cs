using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.People.Pages;

/// <summary>Identities that nobody is linked to, by name: never by how much they did.</summary>
public sealed partial class IdentitiesPage
{
    private const int PageSize = 50;
    private static readonly ActorKind[] Kinds = Enum.GetValues<ActorKind>();

    private IReadOnlyList<BookIdentity> shown = [];
    private IReadOnlyDictionary<int, long> activity = new Dictionary<int, long>();
    private int all;
    private int total;
    private int page;
    private int pages;
    private bool mayChange;

    [Inject]
    private IdentityBook Book { get; set; } = null!;

    [Inject]
    private IdentityActivity Activity { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageText { get; set; }

    private int? Page => QueryNumber.Int(PageText);

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    private ActorKind? Chosen => Enum.TryParse<ActorKind>(Kind, true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    protected override async Task OnInitializedAsync()
    {
        mayChange = Caller.Can(Permission.DirectoryWrite);
        var book = await Book.ReadAsync(Context.RequestAborted);
        all = book.Identities.Count(identity => identity.Person is null);
        var fitting = book.Search(Words ?? "").Where(identity => Chosen is null || identity.Kind == Chosen).ToList();
        total = fitting.Count;
        pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        page = Math.Clamp(Page ?? 1, 1, pages);
        shown = [.. fitting.Skip((page - 1) * PageSize).Take(PageSize)];
        activity = await Activity.OfAsync([.. shown.Select(identity => identity.Alias).OfType<int>()], Context.RequestAborted);
    }

    private string PageHref(int number) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["page"] = number == 1 ? null : number, ["refused"] = null });
}
