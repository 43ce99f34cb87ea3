using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Which periods a team can have people and services in.</summary>
internal static class TeamPeriods
{
    /// <summary>Null where the team exists and has not ended before what is given to it does.</summary>
    public static async Task<Refused?> RefuseAsync<T>(AppDb db, int id, IEnumerable<Spell<T>> given, CancellationToken cancellationToken) where T : notnull =>
        await db.Set<Team>().AsNoTracking().SingleOrDefaultAsync(team => team.Id == id, cancellationToken) is not { } team
            ? new Refused("no-team")
            : team.EndedAt is { } ended && given.Any(spell => spell.Span.End > ended) ? new Refused("team-ended", team.Name) : null;
}
