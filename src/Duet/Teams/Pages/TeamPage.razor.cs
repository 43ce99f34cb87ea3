using Duet.Access;
using Duet.Platform.Web;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;
using System.Globalization;

namespace Duet.Teams.Pages;

/// <summary>One team: its delivery, its people of today and before, what it owns, its hours, and what happened to it.</summary>
public sealed partial class TeamPage
{
    private const int EventsShown = 12;

    private TeamTree tree = new([]);
    private TeamPicture? picture;
    private IReadOnlyList<TeamMember> today = [];
    private IReadOnlyList<TeamMember> past = [];
    private IReadOnlyList<TeamNode> children = [];
    private IReadOnlyList<KeyValuePair<int, string>> targets = [];
    private DateTimeOffset now;
    private bool mayWrite;
    private bool mayOpenPeople;

    [Parameter]
    public int Id { get; set; }

    [Inject]
    private TeamTrees Trees { get; set; } = null!;

    [Inject]
    private TeamPictures Pictures { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>The membership whose forms are open.</summary>
    [SupplyParameterFromQuery(Name = "member")]
    private string? MemberText { get; set; }

    private int? Member => QueryNumber.Int(MemberText);

    private Team Team => picture!.Team;

    private TeamMember? Chosen => mayWrite ? picture!.Members.FirstOrDefault(member => member.Membership == Member) : null;

    protected override Task OnInitializedAsync() => ReloadAsync();

    private async Task ReloadAsync()
    {
        now = Time.GetUtcNow();
        picture = await Pictures.OfAsync(Id, Context.RequestAborted);
        if (picture is null)
        {
            Context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        tree = await Trees.ReadAsync(Context.RequestAborted);
        today = [.. picture.Members.Where(member => member.Span.Contains(now))];
        past = [.. picture.Members.Where(member => !member.Span.Contains(now))];
        children = [.. tree.Nodes.Where(node => node.Parent == Id && node.EndedAt is null)];
        mayOpenPeople = Caller.Can(Permission.DirectoryRead);
        mayWrite = await Caller.CanAsync(Permission.TeamWrite, Id, Context.RequestAborted);
        List<KeyValuePair<int, string>> open = [];
        if (mayWrite)
            foreach (var node in tree.Nodes.Where(node => node.EndedAt is null))
                if (await Caller.CanAsync(Permission.TeamWrite, node.Id, Context.RequestAborted))
                    open.Add(new(node.Id, node.Name));
        targets = open;
    }

    private string Summary
    {
        get
        {
            List<string> parts = [PeopleCount(today.Count(member => member.IsPrimary))];
            var leads = string.Join(", ", today.Where(member => member.IsLead).Select(member => member.Name));
            if (leads.Length > 0)
                parts.Add(Text["Summary.Led", leads]);
            if (tree.Find(Id) is { } node && node.PeopleBelow > node.People)
                parts.Add(Text["Summary.Below", node.PeopleBelow]);
            return string.Join(" · ", parts);
        }
    }

    private string HoursText
    {
        get
        {
            if (picture!.Calendar is not { } calendar)
                return Text["Hours.Installation"];
            // A working week is read from its Monday.
            var days = string.Join(", ", calendar.Days.OrderBy(day => ((int)day + 6) % 7).Select(day => Text[$"Short.{day}"]));
            string hours = Text["Hours.Says", days, Clock(calendar.Start), Clock(calendar.End), calendar.Zone];
            return picture.CalendarOf == Team.Name ? hours : Text["Hours.Inherited", hours, picture.CalendarOf!];
        }
    }

    private static string HolidaysText(TeamCalendar calendar) =>
        string.Join(", ", calendar.Holidays.Select(day => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)));

    private string PeopleCount(int people) => Text[people == 1 ? "PeopleOne" : "PeopleCount", people];

    private string EventText(TeamEvent what) =>
        what.Other is { } other ? Text[$"Event.{what.Kind}.Other", what.Who, other] : Text[$"Event.{what.Kind}", what.Who];

    private string SpanText(Validity span) => (span.Since, span.Until) switch
    {
        ({ } since, { } until) => Text["Span", Dates.Day(since), Dates.Day(until)],
        ({ } since, null) => Text["SpanFrom", Dates.Day(since)],
        (null, { } until) => Text["SpanTo", Dates.Day(until)],
        _ => Text["SpanEver"],
    };

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
