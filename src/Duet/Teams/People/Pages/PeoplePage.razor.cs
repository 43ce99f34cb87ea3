using Duet.Access;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.People.Pages;

/// <summary>Everybody who works here, with the team and discipline of today. Addresses only for those who keep the directory.</summary>
public sealed partial class PeoplePage
{
    private PeopleList shown = new([], 0, new PeopleQuery());
    private Refused? refused;
    private bool isSearch;
    private bool mayChange;
    private bool seesAddresses;

    [Inject]
    private PeopleReader Directory { get; set; } = null!;

    [Inject]
    private KnownPeople Known { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "team")]
    private string? TeamText { get; set; }

    private int? Team => QueryNumber.Int(TeamText);

    [SupplyParameterFromQuery(Name = "gone")]
    private string? Gone { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageText { get; set; }

    private int? Page => QueryNumber.Int(PageText);

    [SupplyParameterFromForm(FormName = "add-person")]
    private EnteredPerson? Input { get; set; }

    private DateTimeOffset Now => Time.GetUtcNow();

    protected override async Task OnInitializedAsync()
    {
        (mayChange, seesAddresses) = (Caller.Can(Permission.DirectoryWrite), Caller.Can(Permission.DirectoryRead));
        isSearch = !string.IsNullOrWhiteSpace(Words) || Team is not null || Gone is not null;
        var query = new PeopleQuery(Words ?? "", Team, Gone is not null, (Math.Clamp(Page ?? 1, 1, 100_000) - 1) * PeopleQuery.PageSize);
        shown = await Directory.ListAsync(query, seesAddresses, Context.RequestAborted);
    }

    private async Task AddAsync()
    {
        var outcome = await Known.AddAsync(
            new PersonInput(Input?.Name, Input?.Mail, Input?.ExternalId), Author.Of(Caller), Context.RequestAborted);
        refused = outcome.Refused;
        if (refused is null)
            Navigation.NavigateTo(PeopleModule.PersonPath(outcome.Id));
    }

    private string PageHref(int page) => Navigation.GetUriWithQueryParameter("page", page == 1 ? null : page);

    private static string TeamHref(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/teams/{id}");
}
