using Duet.Access;
using Microsoft.AspNetCore.Components;

namespace Duet.Sources.Hooks;

/// <summary>The addresses that services send to: added, given a new secret, removed.</summary>
public sealed partial class HooksPage
{
    private IReadOnlyList<Hook> hooks = [];
    private IReadOnlyList<(int Id, string Name)> boards = [];
    private string? problem;
    private Made? made;

    [Inject]
    private KnownHooks Known { get; set; } = null!;

    [Inject]
    private IHookListener Listener { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "add")]
    private HookInput? Input { get; set; }

    // The forms of the rows are told apart by their names, which hold that of the hook.
    [SupplyParameterFromForm]
    private HookChosen? Which { get; set; }

    private HookInput Shown => Input ?? new HookInput();

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task AddAsync()
    {
        var given = Input ?? new HookInput();
        var hook = new NewHook(
            given.Name?.Trim() ?? "", given.Kind ?? "", given.Secret?.Trim() ?? "", given.Label?.Trim() ?? "", given.VoiceKind ?? "", given.Board);
        var (secret, wrong) = await Known.AddAsync(hook, Caller, Context.RequestAborted);
        await ShowAsync(hook.Name, secret, wrong);
        if (secret is not null)
            Input = null;
    }

    private async Task RenewAsync()
    {
        var name = Which?.Name ?? "";
        var (secret, wrong) = await Known.RenewAsync(name, Which?.Secret?.Trim() ?? "", Caller, Context.RequestAborted);
        await ShowAsync(name, secret, wrong);
    }

    private async Task SetBoardAsync() =>
        await ShowAsync("", null, await Known.SetBoardAsync(Which?.Name ?? "", Which?.Board, Caller, Context.RequestAborted));

    private async Task RemoveAsync()
    {
        var isDone = await Known.RemoveAsync(Which?.Name ?? "", Caller, Context.RequestAborted);
        await ShowAsync("", null, isDone ? null : "NoSuchHook");
    }

    private async Task ShowAsync(string name, string? secret, string? wrong)
    {
        await LoadAsync();
        problem = wrong;
        if (wrong is not null)
            Context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        else if (secret is not null && hooks.FirstOrDefault(hook => hook.Name == name) is { } hook)
            made = new Made(name, $"{Context.Request.Scheme}://{Context.Request.Host}{HooksModule.AddressOf(hook)}", secret);
    }

    private async Task LoadAsync() =>
        (hooks, boards) = (await Known.ListAsync(Context.RequestAborted), await Listener.BoardsAsync(Context.RequestAborted));

    private sealed record Made(string Name, string Address, string Secret);

    private sealed class HookInput
    {
        public string? Kind { get; set; } = HookKinds.GitHub;
        public string? Name { get; set; }
        public string? Secret { get; set; }
        public string? Label { get; set; }
        public string? VoiceKind { get; set; }
        public int? Board { get; set; }
    }

    private sealed class HookChosen
    {
        public string? Name { get; set; }
        public string? Secret { get; set; }
        public int? Board { get; set; }
    }
}
