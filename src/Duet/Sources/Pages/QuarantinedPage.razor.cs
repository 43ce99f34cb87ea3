using System.Globalization;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Storage;
using Duet.Sources.Doors;
using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Pages;

/// <summary>One item in quarantine: why it is there, its bytes for a reason, and what can be done.</summary>
public sealed partial class QuarantinedPage
{
    private QuarantinedItem? item;
    private string? stillAside;
    private bool isOpen;

    [Parameter]
    public string Place { get; set; } = "";

    [Inject]
    private QuarantineDesk Desk { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm]
    private Entered? Input { get; set; }

    private string Reason => Input?.Reason?.Trim() is { Length: > 0 and <= Quarantine.LongestNote } reason ? reason : "";

    private string ReasonSays => Text[$"Reason{item!.Aside.Reason}"] is { ResourceNotFound: false } says ? says.Value : "";

    internal static string NameOf(AsidePlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.Delivery}.{place.Item}");

    internal static string AddressOf(AsidePlace place) => $"{QuarantinePage.Address}/{NameOf(place)}";

    /// <summary>Null where the text names no item.</summary>
    internal static AsidePlace? PlaceOf(string? name) =>
        name?.Split('.') is [var delivery, var number]
        && long.TryParse(delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new AsidePlace(seq, index) : null;

    protected override async Task OnInitializedAsync()
    {
        item = PlaceOf(Place) is { } place ? await Desk.FindAsync(place, Context.RequestAborted) : null;
        if (item is null)
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task OpenAsync()
    {
        if (item is null || Reason.Length == 0)
            return;
        item = await Desk.OpenAsync(PlaceOf(Place)!.Value, Reason, Context.RequestAborted);
        isOpen = item is not null;
    }

    private async Task ReplayAsync()
    {
        if (item is null)
            return;
        var result = await Desk.ReplayAsync(PlaceOf(Place)!.Value, Context.RequestAborted);
        if (result.Outcome != ReplayOutcome.StillAside)
            Navigation.NavigateTo(QuarantinePage.Address + "?done=replayed");
        stillAside = result.Problem;
        item = await Desk.FindAsync(PlaceOf(Place)!.Value, Context.RequestAborted);
    }

    private async Task DiscardAsync()
    {
        if (item is null || Reason.Length == 0)
            return;
        await Desk.DiscardAsync(PlaceOf(Place)!.Value, Reason, Context.RequestAborted);
        Navigation.NavigateTo(QuarantinePage.Address + "?done=discarded");
    }

    private sealed class Entered
    {
        public string? Reason { get; set; }
    }
}
