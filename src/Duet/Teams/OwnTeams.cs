using Duet.Access;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>The teams of a person today, and those below them: who leads a department leads its teams.</summary>
internal sealed class OwnTeams(IDbContextFactory<AppDb> records, TimeProvider time) : ITeamsOfPerson
{
    public async Task<IReadOnlyList<OwnTeam>> OfAsync(int person, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var memberships = await db.Set<Membership>().AsNoTracking()
            .Where(membership => membership.PersonId == person
                && (membership.Since == null || membership.Since <= now) && (membership.Until == null || membership.Until > now))
            .ToListAsync(cancellationToken);
        if (memberships.Count == 0)
            return [];
        var below = (await db.Set<Team>().AsNoTracking().Where(team => team.ParentId != null)
            .Select(team => new { team.Id, Parent = team.ParentId!.Value }).ToListAsync(cancellationToken)).ToLookup(team => team.Parent, team => team.Id);
        Dictionary<int, bool> leads = [];
        var open = new Queue<OwnTeam>(memberships.Select(membership => new OwnTeam(membership.TeamId, membership.IsLead)));
        while (open.TryDequeue(out var team))
        {
            if (leads.TryGetValue(team.Id, out var known) && (known || !team.Leads))
                continue;
            leads[team.Id] = team.Leads;
            foreach (var child in below[team.Id])
                open.Enqueue(team with { Id = child });
        }
        return [.. leads.Select(team => new OwnTeam(team.Key, team.Value)).OrderBy(team => team.Id)];
    }
}
