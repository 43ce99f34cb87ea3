using Duet.Access;
using Duet.Teams.Projection;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>What can be done with one membership: move, leave, correct, lead, take out.</summary>
public sealed partial class MemberForms
{
    private Outcome? outcome;

    [Parameter, EditorRequired]
    public TeamMember Member { get; set; } = null!;

    /// <summary>Name of the team.</summary>
    [Parameter, EditorRequired]
    public string Team { get; set; } = "";

    /// <summary>Teams the reader may change, by id and name.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<KeyValuePair<int, string>> Targets { get; set; } = [];

    /// <summary>Something was written: what the page shows is old.</summary>
    [Parameter, EditorRequired]
    public EventCallback Written { get; set; }

    [Inject]
    private Memberships Memberships { get; set; } = null!;

    [Inject]
    private DimensionProjection Projection { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "move-member")]
    private Entered? Move { get; set; }

    [SupplyParameterFromForm(FormName = "leave-team")]
    private Entered? Leave { get; set; }

    [SupplyParameterFromForm(FormName = "correct-member")]
    private Entered? Correct { get; set; }

    [SupplyParameterFromForm(FormName = "lead-member")]
    private Entered? Lead { get; set; }

    [SupplyParameterFromForm(FormName = "remove-member")]
    private Entered? Never { get; set; }

    private string Today => LocalDays.Text(Time.GetUtcNow(), Dates.Zone);

    private Author Author => Author.Of(Caller);

    private CancellationToken Stop => Context.RequestAborted;

    private Task MoveAsync() => WriteAsync(
        LocalDays.Read(Move?.On, Dates.Zone, out var on) && on is { } day
            ? Memberships.MoveAsync(Member.Person, Move?.Team ?? 0, day, false, Author, Stop)
            : BadDay(Move?.On));

    private Task LeaveAsync() => WriteAsync(
        LocalDays.Read(Leave?.On, Dates.Zone, out var on) && on is { } day
            ? Memberships.LeaveAsync(Member.Membership, day, Leave?.Stamp, Author, Stop)
            : BadDay(Leave?.On));

    private Task CorrectAsync() => WriteAsync(
        !LocalDays.Read(Correct?.Since, Member.Span.Since, Dates.Zone, out var since) ? BadDay(Correct?.Since)
        : !LocalDays.Read(Correct?.Until, Member.Span.Until, Dates.Zone, out var until) ? BadDay(Correct?.Until)
        : Memberships.CorrectAsync(Member.Membership, since, until, Names.Clean(Correct?.Reason) is { Length: > 0 } reason ? reason : null, Correct?.Stamp, Author, Stop));

    private Task LeadAsync() => WriteAsync(Memberships.LeadAsync(Member.Membership, !Member.IsLead, Lead?.Stamp, Author, Stop));

    private Task RemoveAsync() => WriteAsync(
        Never?.Sure == true ? Memberships.RemoveAsync(Member.Membership, null, Never.Stamp, Author, Stop) : Task.FromResult(Outcome.Refuse("not-sure")));

    private async Task WriteAsync(Task<Outcome> change)
    {
        outcome = await change;
        if (outcome.Refused is not null)
            return;
        // What was sent is stored: the fields show the membership as it is now.
        (Move, Leave, Correct) = (null, null, null);
        await Projection.RefreshAsync(Stop);
        await Written.InvokeAsync();
    }

    private static Task<Outcome> BadDay(string? text) => Task.FromResult(Outcome.Refuse("bad-day", text ?? ""));

    private sealed class Entered
    {
        public int? Team { get; set; }
        public string? On { get; set; }
        public string? Since { get; set; }
        public string? Until { get; set; }
        public string? Reason { get; set; }
        public string? Stamp { get; set; }
        public bool Sure { get; set; }
    }
}
