using Duet.Access;
using Duet.Engine.Identity;
using Duet.Platform.Web;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;
using System.Globalization;

namespace Duet.Teams.People.Pages;

/// <summary>Who may be the same person, how sure that is, and why; accepted or dismissed one by one or all above a level.</summary>
public sealed partial class SuggestionsPage
{
    private const int PageSize = 50;
    private const int ChangesShown = 10;
    private static readonly double[] Levels = [0.5, 0.7, 0.8, 0.9, 0.95];

    private IReadOnlyList<Suggestion> shown = [];
    private IReadOnlyList<IdentityChange> changes = [];
    private BookPage book = new([], [], []);
    private int all;
    private int sure;
    private int page;
    private int pages;
    private bool mayChange;

    [Inject]
    private IdentityBook Book { get; set; } = null!;

    [Inject]
    private IdentityHistory History { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "above")]
    private string? Above { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageText { get; set; }

    private int? Page => QueryNumber.Int(PageText);

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    [SupplyParameterFromQuery(Name = "accepted")]
    private string? AcceptedText { get; set; }

    private int? Accepted => QueryNumber.Int(AcceptedText);

    private double Level => double.TryParse(Above, NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && Levels.Contains(level)
        ? level : Engine.Identity.Suggestions.Lowest;

    private string Lede => all switch
    {
        0 when book.Identities.Count == 0 => Text["NoIdentitiesYet"],
        0 => Text["NoSuggestions"],
        _ => Text["SuggestionsLede", all, book.Suggestions.Count(open => open.Confidence >= 0.9)],
    };

    protected override async Task OnInitializedAsync()
    {
        mayChange = Caller.Can(Permission.DirectoryWrite);
        book = await Book.ReadAsync(Context.RequestAborted);
        all = book.Suggestions.Count;
        sure = IdentitySuggestions.Sure(book.Suggestions, Level).Count();
        var words = PersonalName.Of(Words ?? "").Words;
        var fitting = book.Suggestions.Where(open => open.Confidence >= Level && Fits(words, open)).ToList();
        pages = Math.Max(1, (fitting.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(Page ?? 1, 1, pages);
        shown = [.. fitting.Skip((page - 1) * PageSize).Take(PageSize)];
        changes = await History.NewestAsync(ChangesShown, Context.RequestAborted);
    }

    private bool Fits(IReadOnlyList<string> words, Suggestion open)
    {
        if (words.Count == 0)
            return true;
        var text = PersonalName.Of($"{book.NameOf(open.First)} {book.NameOf(open.Second)}").Text + " " + open.Pair;
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    private string PageHref(int number) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["page"] = number == 1 ? null : number, ["refused"] = null, ["accepted"] = null });

    private static string Number(double level) => level.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("P0", CultureInfo.CurrentCulture);
}
