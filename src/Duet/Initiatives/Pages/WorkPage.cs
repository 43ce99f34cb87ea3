using Duet.Access;
using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>What the pages of an initiative, a feature and a tool share: one thing by its number, edited by those who answer for its team.</summary>
public abstract class WorkPage : ComponentBase
{
    [Parameter]
    public int Id { get; set; }

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private PersonSearch People { get; set; } = null!;

    [Inject]
    private protected Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private protected IReadOnlyList<TeamNode> TeamsOffered { get; private set; } = [];

    private protected IReadOnlyList<string> PeopleOffered { get; private set; } = [];

    private protected Outcome? Outcome { get; private set; }

    private protected bool MayWrite { get; private set; }

    private protected CancellationToken Stop => Context.RequestAborted;

    /// <summary>The team of what was found.</summary>
    private protected abstract int? TeamId { get; }

    /// <summary>Reads what the page is about; false where there is none.</summary>
    private protected abstract Task<bool> FindAsync();

    /// <summary>Reads what only the form needs.</summary>
    private protected virtual Task OfferAsync() => Task.CompletedTask;

    protected override Task OnInitializedAsync() => LoadAsync();

    /// <summary>Writes what was entered, and reads again. False where it was refused: what was entered stays in the form.</summary>
    private protected async Task<bool> SaveAsync(string? owner, Func<int?, Task<Outcome>> write)
    {
        var (person, refused) = await OwnerField.FindAsync(People, owner, Stop);
        Outcome = refused is not null ? new Outcome(OutcomeKind.Refused, 0, refused) : await write(person);
        if (Outcome.Refused is not null)
            return false;
        await LoadAsync();
        return true;
    }

    private async Task LoadAsync()
    {
        if (!await FindAsync())
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        MayWrite = await WorkRules.MayAsync(Caller, TeamId, Stop);
        if (!MayWrite)
            return;
        TeamsOffered = [.. (await Trees.ReadAsync(Stop)).Nodes.Where(team => team.EndedAt is null)];
        PeopleOffered = await People.OffersAsync(Stop);
        await OfferAsync();
    }
}
