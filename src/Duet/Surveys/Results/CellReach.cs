using Duet.Access;
using Duet.Engine.Metrics;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Results;

/// <summary>
/// Which of a wave's cells somebody may see: all, or the whole and those of their own teams. A cell without a team, such as a
/// site, holds other teams' people, and is for those who see all.
/// </summary>
internal sealed record CellReach(bool All, IReadOnlySet<string> Teams)
{
    public static CellReach Everything { get; } = new(true, new HashSet<string>());

    public bool Shows(WaveCell cell) => All || cell.Where.Count == 0 || (cell.Where.TryGetValue("team", out var team) && Teams.Contains(team));

    public static async Task<CellReach> OfAsync(Caller caller, AppDb db, CancellationToken cancellationToken) => caller.Reach(Permission.SurveyResults) switch
    {
        Grant.Yes => Everything,
        Grant.OwnTeams when caller.Can(Permission.MetricsRead) => await OfAsync(await caller.TeamsAsync(cancellationToken), db, cancellationToken),
        Grant.OwnTeams => await OfAsync(TeamScope.Only((await caller.OwnTeamsAsync(cancellationToken)).Select(team => team.Id)), db, cancellationToken),
        _ => new CellReach(false, new HashSet<string>()),
    };

    public static async Task<CellReach> OfAsync(TeamScope teams, AppDb db, CancellationToken cancellationToken) => teams.IsAll
        ? Everything
        : new CellReach(false, (await db.Set<Team>().AsNoTracking().Where(team => teams.Teams.Contains(team.Id)).Select(team => team.Name)
            .ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal));
}
