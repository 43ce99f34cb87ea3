using Duet.Access;
using Duet.Platform.Journal;
using Duet.Sources.Doors;
using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Pages;

/// <summary>What programs send, and whether it adds up.</summary>
public sealed partial class PushedSection
{
    private IReadOnlyList<PushedView> views = [];
    private long waiting;
    private bool mayManage;

    [Inject]
    private PushedBoard Board { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        mayManage = Caller.Can(Permission.QuarantineManage);
        views = await Board.ListAsync(Context.RequestAborted);
        waiting = views.Sum(view => view.Balance.Quarantined);
    }

    private string Deliveries(Balance balance) => Sum(
        Text["Received", balance.Received],
        (balance.Journaled, "Kept"), (balance.Duplicate, "KnownBefore"), (balance.Refused, "Refused"), (balance.InFlight, "InFlight"));

    private string Items(Balance balance) => Sum(
        Text["ItemsKept", balance.Items],
        (balance.Mapped, "Mapped"), (balance.DuplicateItems, "KnownBefore"), (balance.Ignored, "Ignored"),
        (balance.Quarantined, "InQuarantine"), (balance.Pending, "Pending"));

    // A sum in words: what is nothing is left out.
    private string Sum(string whole, params (long Count, string Key)[] parts) => parts.All(part => part.Count == 0)
        ? whole
        : Text["SumOf", whole, string.Join(Text["SumAnd"], parts.Where(part => part.Count > 0).Select(part => Text[$"Part{part.Key}", part.Count].Value))];
}
