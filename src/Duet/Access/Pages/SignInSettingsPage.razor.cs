using Duet.Access.SingleSignOn;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>The identity provider that people may come in through.</summary>
public sealed partial class SignInSettingsPage
{
    private ProviderSettings? kept;
    private IReadOnlyList<string> problems = [];
    private IReadOnlyList<ProviderFinding>? findings;
    private IReadOnlyList<IssuerCount> others = [];
    private string? said;

    [Inject]
    private IdentityProvider Provider { get; set; } = null!;

    [Inject]
    private ProviderCheck Check { get; set; } = null!;

    [Inject]
    private IssuerMoves Moves { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "provider")]
    private ProviderInput? Input { get; set; }

    [SupplyParameterFromForm(FormName = "move")]
    private Chosen? MoveInput { get; set; }

    // What a person sent is shown again until it is good.
    private ProviderInput Shown => Input ?? ProviderInput.Of(Provider.IsGiven ? Provider.Current : kept);

    private string Callback => $"{Context.Request.Scheme}://{Context.Request.Host}{ProviderConfiguration.CallbackPath}";

    protected override async Task OnInitializedAsync()
    {
        kept = await Provider.ReadAsync(Context.RequestAborted);
        await CountOthersAsync();
    }

    private async Task SubmitAsync()
    {
        if (Provider.IsGiven)
            return;
        var (settings, found) = (Input ?? new ProviderInput()).Check(kept);
        problems = found;
        if (settings is null)
        {
            Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        if (Input?.Do == "test")
        {
            findings = await Check.FindAsync(settings, Callback, Context.RequestAborted);
            return;
        }
        if (!await Provider.SaveAsync(Caller, settings, Context.RequestAborted))
        {
            problems = ["SsoRoleAbove"];
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        (kept, said) = (settings, "SsoSaved");
        await CountOthersAsync();
    }

    private async Task TestGivenAsync()
    {
        if (Provider.Current is { } settings)
            findings = await Check.FindAsync(settings, Callback, Context.RequestAborted);
    }

    private async Task RemoveAsync()
    {
        await Provider.RemoveAsync(Caller, Context.RequestAborted);
        (kept, said, others) = (null, "SsoRemoved", []);
    }

    private async Task MoveAsync()
    {
        if (Provider.Current is not { } current || MoveInput?.From is not { } from || !others.Any(other => other.Issuer == from)
            || await Check.IssuerAsync(current.Authority, Context.RequestAborted) is not { } issuer)
        {
            problems = ["MoveNoAnswer"];
            return;
        }
        if (await Moves.MoveAsync(Caller, from, issuer, Context.RequestAborted) is null)
            Context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            said = "Moved";
        await CountOthersAsync();
    }

    private async Task CountOthersAsync() =>
        others = Provider.Current is { } current ? await Moves.OthersAsync(current.Authority, Context.RequestAborted) : [];

    private sealed class Chosen
    {
        public string? From { get; set; }
    }
}
