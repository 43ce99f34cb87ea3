using Duet.Engine.Metrics;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Intake;

/// <summary>The team that may be shown beside a colleague's voice: only one that is large enough to hide them.</summary>
internal sealed class VoiceTeams(Func<Installation> installation)
{
    public async Task<int?> OfAsync(AppDb db, int? person, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (person is null)
            return null;
        var now = db.Set<Membership>().Where(row => row.IsPrimary && (row.Since == null || row.Since <= at) && (row.Until == null || row.Until > at));
        var team = await now.Where(row => row.PersonId == person).Select(row => (int?)row.TeamId).FirstOrDefaultAsync(cancellationToken);
        return team is not null && await now.Where(row => row.TeamId == team).Select(row => row.PersonId).Distinct().CountAsync(cancellationToken) >= installation().Floor
            ? team
            : null;
    }
}
