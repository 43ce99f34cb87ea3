using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>Keys for programs: the caller's own, or all, and a form for one more.</summary>
public sealed partial class KeysPage
{
    private IReadOnlyList<ApiKey> keys = [];
    private IReadOnlyList<string> scopes = [];
    private KeyRefusal? refusal;
    private string? newKey;

    [Inject]
    private Keys Keys { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private Func<Matrix> Matrix { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm]
    private Entered? Input { get; set; }

    // What a person sent is shown again until it is good.
    private Entered? Shown => newKey is null ? Input : null;

    protected override async Task OnInitializedAsync()
    {
        scopes = Matrix().ScopesOf(Caller.Role!.Value);
        keys = await Keys.ListAsync(Caller, Context.RequestAborted);
    }

    private async Task AddAsync()
    {
        var end = string.IsNullOrWhiteSpace(Input?.LastDay) ? null : KeyExpiry.Read(Input.LastDay, Time.GetUtcNow());
        if (end is null && !string.IsNullOrWhiteSpace(Input?.LastDay))
        {
            refusal = KeyRefusal.BadExpiry;
            return;
        }
        var answer = await Keys.AddAsync(new KeyRequest(Input?.Name?.Trim() ?? "", Input?.Scopes ?? [], end), Caller, Context.RequestAborted);
        (newKey, refusal) = (answer.Text, answer.Refusal);
        keys = await Keys.ListAsync(Caller, Context.RequestAborted);
    }

    private bool IsChosen(string scope) => (Shown?.Scopes is { Length: > 0 } chosen ? chosen : Scopes.Default).Contains(scope);

    private string MakerOf(ApiKey key) =>
        key.IssuedBy is null ? "KeyMakerHost" : key.IssuedBy == Caller.AccountId ? "KeyMakerYou" : "KeyMakerOther";

    private sealed class Entered
    {
        public string? Name { get; set; }
        public string[]? Scopes { get; set; }
        public string? LastDay { get; set; }
    }
}
