using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Pages;

/// <summary>What can be done with a team: add somebody, rename or move it, set its hours, end it.</summary>
public sealed partial class TeamForms
{
    // A working week is read from its Monday.
    private static readonly IReadOnlyList<DayOfWeek> Days =
        [.. Enum.GetValues<DayOfWeek>().OrderBy(day => ((int)day + 6) % 7)];

    private Outcome? outcome;
    private TeamPicture? picture;
    private IReadOnlyList<string> offers = [];
    private bool mayWriteTop;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    /// <summary>Teams the reader may change, by id and name.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<KeyValuePair<int, string>> Targets { get; set; } = [];

    /// <summary>Something was written: what the page shows is old.</summary>
    [Parameter, EditorRequired]
    public EventCallback Written { get; set; }

    [Inject]
    private KnownTeams Known { get; set; } = null!;

    [Inject]
    private TeamPictures Pictures { get; set; } = null!;

    [Inject]
    private Memberships Memberships { get; set; } = null!;

    [Inject]
    private PersonSearch People { get; set; } = null!;

    [Inject]
    private DimensionProjection Projection { get; set; } = null!;

    [Inject]
    private Func<Installation> Installation { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "join-team")]
    private Entered? Join { get; set; }

    [SupplyParameterFromForm(FormName = "edit-team")]
    private Entered? Edit { get; set; }

    [SupplyParameterFromForm(FormName = "hours")]
    private EnteredHours? Hours { get; set; }

    [SupplyParameterFromForm(FormName = "end-team")]
    private Entered? End { get; set; }

    private Team Team => picture!.Team;

    private Author Author => Author.Of(Caller);

    private CancellationToken Stop => Context.RequestAborted;

    // A team below this one would make a ring; one that ended takes nobody in.
    private IEnumerable<KeyValuePair<int, string>> Parents => Targets.Where(team => team.Key != Id);

    private bool Inherits => Hours?.Inherit ?? Team.Calendar is null;

    private CalendarInput Shown => Hours?.Calendar ?? CalendarInput.Of(picture!.Calendar ?? OfInstallation());

    protected override async Task OnInitializedAsync()
    {
        mayWriteTop = await Author.MayWriteAsync(null, Stop);
        offers = await People.OffersAsync(Stop);
        picture = await Pictures.OfAsync(Id, Stop);
    }

    private async Task JoinAsync()
    {
        var (person, refused) = await People.FindAsync(Join?.Who, Stop);
        await WriteAsync(
            refused is not null ? Task.FromResult(new Outcome(OutcomeKind.Refused, 0, refused))
            : !LocalDays.Read(Join?.Since, Dates.Zone, out var since) ? Task.FromResult(Outcome.Refuse("bad-day", Join?.Since ?? ""))
            : Join?.Secondary == true ? Memberships.JoinAsync(person, Id, since, null, new MembershipKind(false, Join.Lead), Author, Stop)
            : Memberships.MoveAsync(person, Id, since, Join?.Lead == true, Author, Stop));
    }

    private async Task EditAsync()
    {
        var renamed = await Known.EditAsync(Id, Edit?.Name ?? "", Edit?.Parent, Edit?.Stamp, Author, Stop);
        await WriteAsync(Task.FromResult(renamed));
    }

    private async Task HoursAsync()
    {
        var (calendar, refused) = Hours?.Inherit == true ? (null, null) : (Hours?.Calendar ?? new CalendarInput()).Read();
        await WriteAsync(refused is not null
            ? Task.FromResult(new Outcome(OutcomeKind.Refused, 0, refused))
            : Known.SetCalendarAsync(Id, calendar, Hours?.Stamp, Author, Stop));
    }

    private Task EndAsync() => WriteAsync(
        End?.Sure != true ? Task.FromResult(Outcome.Refuse("not-sure"))
        : LocalDays.Read(End.On, Dates.Zone, out var on) && on is { } day ? Known.EndAsync(Id, day, End.Stamp, Author, Stop)
        : Task.FromResult(Outcome.Refuse("bad-day", End.On ?? "")));

    private Task ReopenAsync() => WriteAsync(Known.ReopenAsync(Id, null, Author, Stop));

    private async Task WriteAsync(Task<Outcome> change)
    {
        outcome = await change;
        if (outcome.Refused is not null)
            return;
        (Join, Edit, Hours, End) = (null, null, null, null);
        picture = await Pictures.OfAsync(Id, Stop);
        await Projection.RefreshAsync(Stop);
        await Written.InvokeAsync();
    }

    private TeamCalendar OfInstallation()
    {
        var working = Installation().Working;
        return new TeamCalendar(working.Zone.Id, working.Start, working.End, [.. working.Days], []);
    }

    // Sorting by the zones' names in words, which are not shown, would take seconds.
    private IEnumerable<string> Zones() =>
        TimeZoneInfo.GetSystemTimeZones(skipSorting: true).Select(zone => zone.Id).Append("UTC").Append(Shown.Zone ?? "UTC").Distinct().Order(StringComparer.Ordinal);

    private sealed class Entered
    {
        public string? Who { get; set; }
        public string? Since { get; set; }
        public bool Secondary { get; set; }
        public bool Lead { get; set; }
        public string? Name { get; set; }
        public int? Parent { get; set; }
        public string? On { get; set; }
        public bool Sure { get; set; }
        public string? Stamp { get; set; }
    }

    private sealed class EnteredHours
    {
        public bool Inherit { get; set; }
        public CalendarInput Calendar { get; set; } = new();
        public string? Stamp { get; set; }
    }
}
