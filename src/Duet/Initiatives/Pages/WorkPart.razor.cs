using Duet.Access;
using Duet.Initiatives.Records;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>The work on an initiative, a feature or a tool, and how far it has come.</summary>
public sealed partial class WorkPart
{
    private IReadOnlyList<WorkSeen> seen = [];
    private IReadOnlyList<string> repositories = [];
    private Outcome? outcome;

    [Parameter, EditorRequired]
    public WorkOwner Owner { get; set; }

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Parameter, EditorRequired]
    public bool MayWrite { get; set; }

    /// <summary>What titles of changes are looked through for; null for nothing.</summary>
    [Parameter]
    public string? Code { get; set; }

    [Inject]
    private WorkLinks Links { get; set; } = null!;

    [Inject]
    private WorkFacts Facts { get; set; } = null!;

    [Inject]
    private CodeFacts Repositories { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "link")]
    private Entered? Link { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    private string Says => seen.Count == 0 ? "" : Text["Work.Says", seen.Count(work => work.ShippedAt is not null), seen.Count];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        seen = await Facts.SeenAsync(await Links.ListAsync(Owner, Id, Stop), null, Stop);
        if (MayWrite)
            repositories = await Repositories.RepositoriesAsync(Stop);
    }

    private Task AddAsync() => WriteAsync(Links.AddAsync(Owner, Id, Link?.Target ?? WorkTarget.Change, Link?.Repo, Link?.Key, Caller, Stop));

    private Task RemoveAsync(int link) => WriteAsync(Links.RemoveAsync(Owner, Id, link, Caller, Stop));

    private async Task WriteAsync(Task<Outcome> change)
    {
        outcome = await change;
        if (outcome.Refused is not null)
            return;
        Link = null;
        await LoadAsync();
    }

    private sealed class Entered
    {
        public WorkTarget? Target { get; set; }
        public string? Repo { get; set; }
        public string? Key { get; set; }
    }
}
