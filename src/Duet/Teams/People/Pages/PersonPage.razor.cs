using Duet.Access;
using Duet.Engine.Identity;
using Duet.Platform.Ui;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.People.Pages;

/// <summary>One person: teams and disciplines with dates and, for those who keep the directory, identities. No number of their work.</summary>
public sealed partial class PersonPage
{
    private const int MostFound = 20;

    private PersonFile? file;
    private IReadOnlyList<BookIdentity> identities = [];
    private IReadOnlyList<BookIdentity>? found;
    private IReadOnlyList<PersonEntry>? others;
    private IReadOnlyList<IdentityChange> changes = [];
    private IReadOnlyList<Suggestion> suggestions = [];
    private IReadOnlyList<string> sites = [];
    private (string Site, string HiredOn)? entered;
    private Refused? refused;
    private Refused? attributesRefused;
    private bool mayChange;
    private bool seesIdentities;

    [Parameter]
    public int Id { get; set; }

    [Inject]
    private PeopleReader Directory { get; set; } = null!;

    [Inject]
    private KnownPeople Known { get; set; } = null!;

    [Inject]
    private PersonAttributes Attributes { get; set; } = null!;

    [Inject]
    private IdentityBook Book { get; set; } = null!;

    [Inject]
    private IdentityHistory History { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    /// <summary>Words to find an identity that nobody is linked to.</summary>
    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    /// <summary>Words to find a person who is the same.</summary>
    [SupplyParameterFromQuery(Name = "same")]
    private string? Same { get; set; }

    [SupplyParameterFromForm(FormName = "edit-person")]
    private EnteredPerson? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var stop = Context.RequestAborted;
        (mayChange, seesIdentities) = (Caller.Can(Permission.DirectoryWrite), Caller.Can(Permission.DirectoryRead));
        file = await Directory.FindAsync(Id, stop);
        if (file is null)
        {
            Navigation.NotFound();
            return;
        }
        if (!seesIdentities)
            return;
        if (mayChange)
            sites = await Attributes.SitesAsync(stop);
        var page = await Book.ReadAsync(stop);
        identities = page.Of(Id);
        suggestions = [.. page.Suggestions.Where(open => open.First.Person == Id || open.Second.Person == Id)];
        changes = await History.OfAsync(Id, stop);
        if (mayChange && !string.IsNullOrWhiteSpace(Find))
            found = [.. page.Search(Find).Take(MostFound)];
        if (mayChange && !string.IsNullOrWhiteSpace(Same))
            others = [.. (await Directory.ListAsync(new PeopleQuery(Same, WithGone: true, Size: MostFound), true, stop)).People.Where(other => other.Id != Id)];
    }

    private async Task EditAsync()
    {
        if (file is null)
            return;
        var outcome = await Known.EditAsync(
            Id, new PersonInput(Input?.Name, Input?.Mail, Input?.ExternalId), Input?.Stamp, Author.Of(Caller), Context.RequestAborted);
        refused = outcome.Refused;
        if (refused is null)
            Navigation.NavigateTo(PeopleModule.PersonPath(Id));
    }

    private async Task DescribeAsync()
    {
        if (file is null)
            return;
        var form = Context.Request.Form;
        entered = (form["Site"].ToString(), form["HiredOn"].ToString());
        attributesRefused = (await Attributes.SetAsync(Id, entered.Value.Site, entered.Value.HiredOn, Author.Of(Caller), Context.RequestAborted)).Refused;
        if (attributesRefused is null)
            Navigation.NavigateTo(PeopleModule.PersonPath(Id));
    }

    private string HiredOn => DateOnly.TryParseExact(file!.HiredOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
        ? day.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture) : Text["NotKnown"];

    private string Today
    {
        get
        {
            var now = Time.GetUtcNow();
            if (file!.Person.LeftAt is { } left && left <= now)
                return Text["LeftOn", Dates.Day(left.AddTicks(-1))];
            var team = file.Teams.FirstOrDefault(team => team.IsPrimary && team.Span.Contains(now))?.Name;
            var discipline = file.Disciplines.FirstOrDefault(period => period.Span().Contains(now))?.Discipline;
            return string.Join(" · ", new[] { discipline, team }.OfType<string>());
        }
    }

    private string How(BookIdentity identity) => identity.Method switch
    {
        LinkMethod.Exact when identity.LinkedAt is null => Text["How.Address"],
        LinkMethod.Suggestion => Text["How.Suggestion", identity.Confidence!.Value.ToString("P0", System.Globalization.CultureInfo.CurrentCulture), Dates.Day(identity.LinkedAt!.Value)],
        _ => Text[$"How.{identity.Method}", identity.LinkedAt is { } at ? Dates.Day(at) : ""],
    };

    private string Since(Validity span) => span.Since is { } since ? Dates.Day(since) : Text["Ever"];

    private string Until(Validity span) => span.Until is { } until ? Dates.Day(until.AddTicks(-1)) : Text["Now"];

    private static string TeamHref(int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/teams/{id}");
}
