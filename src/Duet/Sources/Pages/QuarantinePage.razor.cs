using System.Globalization;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Storage;
using Duet.Sources.Doors;
using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Pages;

/// <summary>What came in and could not be taken as it is: by reason, newest first.</summary>
public sealed partial class QuarantinePage
{
    public const string Address = "/sources/quarantine";

    private IReadOnlyList<AsideCount> counts = [];
    private IReadOnlyList<AsideRow> items = [];
    private ReplaySummary? summary;

    [Inject]
    private QuarantineDesk Desk { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Reason { get; set; }

    [SupplyParameterFromQuery]
    private string? Source { get; set; }

    [SupplyParameterFromQuery]
    private string? Door { get; set; }

    /// <summary>The last item of the page before.</summary>
    [SupplyParameterFromQuery]
    private string? Before { get; set; }

    /// <summary>What was just done to an item.</summary>
    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    private AsideFilter Filter => new(Given(Reason), Given(Source), Given(Door));

    private bool IsFiltered => Filter != new AsideFilter();

    private string Older => Address + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["reason"] = Filter.Reason,
            ["source"] = Filter.Source,
            ["door"] = Filter.Door,
            ["before"] = QuarantinedPage.NameOf(items[^1].Place),
        }.Where(part => part.Value is not null));

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        counts = await Desk.CountAsync(Context.RequestAborted);
        items = await Desk.ListAsync(Filter, QuarantinedPage.PlaceOf(Before), Context.RequestAborted);
    }

    private async Task ReplayAllAsync()
    {
        summary = await Desk.ReplayAllAsync(Filter, Context.RequestAborted);
        await ReadAsync();
    }

    private bool IsChosen(AsideCount count) => Filter == new AsideFilter(count.Reason, count.Source, count.Door);

    // A reason that a map of another module made up has no words here.
    private string ReasonSays(string reason) => Text[$"Reason{reason}"] is { ResourceNotFound: false } says ? says.Value : "";

    private static string Figure(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private static string To(AsideCount count) => Address + QueryString.Create(
        [KeyValuePair.Create("reason", (string?)count.Reason), KeyValuePair.Create("source", (string?)count.Source), KeyValuePair.Create("door", (string?)count.Door)]);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
