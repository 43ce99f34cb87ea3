using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Reads the tree of teams with who leads them, how many are in them, and what they own today.</summary>
internal sealed class TeamTrees(IDbContextFactory<AppDb> records, TimeProvider time)
{
    public async Task<TeamTree> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var teams = await db.Set<Team>().AsNoTracking()
            .Select(team => new { team.Id, team.Name, team.ParentId, team.EndedAt }).ToListAsync(cancellationToken);
        var current = db.Set<Membership>().AsNoTracking()
            .Where(row => (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now));
        var people = await current.Where(row => row.IsPrimary).GroupBy(row => row.TeamId)
            .Select(team => new { team.Key, Count = team.Count() }).ToDictionaryAsync(team => team.Key, team => team.Count, cancellationToken);
        var leads = (await current.Where(row => row.IsLead)
            .Join(db.Set<Person>(), row => row.PersonId, person => person.Id, (row, person) => new { row.TeamId, person.Name })
            .ToListAsync(cancellationToken)).ToLookup(lead => lead.TeamId, lead => lead.Name);
        var services = (await db.Set<ServiceOwner>().AsNoTracking()
            .Where(row => (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Join(db.Set<Service>(), row => row.ServiceId, service => service.Id, (row, service) => new { row.TeamId, service.Id, service.Name })
            .ToListAsync(cancellationToken)).ToLookup(service => service.TeamId, service => (service.Id, service.Name));
        return new TeamTree([.. teams.Select(team => new TeamNode
        {
            Id = team.Id,
            Name = team.Name,
            Parent = team.ParentId,
            EndedAt = team.EndedAt,
            People = people.GetValueOrDefault(team.Id),
            Leads = [.. leads[team.Id].Order(StringComparer.OrdinalIgnoreCase)],
            Services = [.. services[team.Id].OrderBy(service => service.Name, StringComparer.OrdinalIgnoreCase)],
        })]);
    }
}
