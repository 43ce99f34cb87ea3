using System.Globalization;
using Duet.Access;
using Duet.Platform.Ui.Charts;
using Duet.Teams.People;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.Me.Pages;

/// <summary>The signed-in person's own work and own data. Nobody else's page shows it, whatever their role.</summary>
public sealed partial class MePage
{
    private const int MostShown = 50;

    private OwnFile? file;
    private IReadOnlyList<OwnSeries> work = [];
    private bool mayLink;

    [Inject]
    private OwnFiles Files { get; set; } = null!;

    [Inject]
    private OwnWork Work { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        mayLink = Caller.Can(Permission.AccountsManage);
        var read = await Files.ReadAsync(Context.RequestAborted);
        if (read.Person is not null)
            work = await Work.ReadAsync(TeamOf(read.Person), Context.RequestAborted);
        file = read;
    }

    private PersonTeam? TeamOf(PersonFile person) => person.Teams.FirstOrDefault(team => team.IsPrimary && team.Span.Contains(Time.GetUtcNow()));

    private string Says(OwnSeries series)
    {
        var complete = series.Own.Where(point => !point.Provisional).ToList();
        return Text["MeWeeks", Number(complete.Sum(point => point.Value ?? 0)), complete.Count, Number(complete.LastOrDefault()?.Value ?? 0)];
    }

    private string Beside(OwnSeries series)
    {
        if (series.Team.Count == 0)
            return Text["MeNoTeamNumber"];
        var complete = series.Team.Where(point => !point.Provisional).ToList();
        return complete.Any(point => point.Suppressed)
            ? Text["MeTeamHidden"]
            : Text["MeTeamTotal", TeamOf(file!.Person!)!.Name, Number(complete.Sum(point => point.Value ?? 0))];
    }

    private string Span(Validity span) => Text["Span", span.Since is { } since ? Dates.Day(since) : Text["Ever"].Value, span.Until is { } until ? Dates.Day(until.AddTicks(-1)) : Text["Now"].Value];

    private IReadOnlyList<ChartLine> Lines(OwnSeries series) => [new ChartLine(Text["You"], series.Own)];

    private static string Anchor(OwnSeries series) => series.Definition.Key.Replace('.', '-');

    private static string Number(double value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
