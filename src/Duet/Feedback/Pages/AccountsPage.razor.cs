using Duet.Access;
using Duet.Feedback.Accounts;
using Duet.Feedback.Records;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Pages;

/// <summary>The customers who speak, and what they weigh.</summary>
public sealed partial class AccountsPage
{
    private IReadOnlyList<(CustomerAccount Account, int Voices)> accounts = [];
    private Outcome? outcome;

    [Inject]
    private CustomerAccounts Known { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "write")]
    private Entered? Sent { get; set; }

    protected override async Task OnInitializedAsync() => accounts = await Known.ListAsync(Context.RequestAborted);

    private async Task WriteAsync()
    {
        outcome = await Known.WriteAsync(
            Sent?.Id, new AccountInput(Sent?.Name ?? "", Sent?.Revenue is { } revenue ? revenue * 100L : null, Sent?.Currency, Sent?.Tier, Sent?.Segment), Caller,
            Context.RequestAborted);
        if (outcome.Refused is not null)
            return;
        Sent = null;
        accounts = await Known.ListAsync(Context.RequestAborted);
    }

    private sealed class Entered
    {
        public int? Id { get; set; }
        public string? Name { get; set; }
        public int? Revenue { get; set; }
        public string? Currency { get; set; }
        public string? Tier { get; set; }
        public string? Segment { get; set; }
    }
}
