using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Reads what is known about one team: people, services, hours, and what happened to it.</summary>
internal sealed class TeamPictures(IDbContextFactory<AppDb> records, TimeProvider time)
{
    /// <summary>Null where there is no such team.</summary>
    public async Task<TeamPicture?> OfAsync(int id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var teams = await db.Set<Team>().AsNoTracking().ToDictionaryAsync(team => team.Id, cancellationToken);
        if (!teams.TryGetValue(id, out var team))
            return null;
        // Everything about people who ever were here: where they came from and went to.
        var here = db.Set<Membership>().Where(row => row.TeamId == id).Select(row => row.PersonId);
        var memberships = await db.Set<Membership>().AsNoTracking().Where(row => here.Contains(row.PersonId)).ToListAsync(cancellationToken);
        var people = await db.Set<Person>().AsNoTracking().Where(person => here.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, cancellationToken);
        var disciplines = await db.Set<DisciplinePeriod>().AsNoTracking()
            .Where(row => here.Contains(row.PersonId) && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .ToDictionaryAsync(row => row.PersonId, row => row.Discipline, cancellationToken);
        var owned = db.Set<ServiceOwner>().Where(row => row.TeamId == id).Select(row => row.ServiceId);
        var owners = await db.Set<ServiceOwner>().AsNoTracking().Where(row => owned.Contains(row.ServiceId)).ToListAsync(cancellationToken);
        var services = await db.Set<Service>().AsNoTracking().Where(service => owned.Contains(service.Id))
            .Select(service => new { service.Id, service.Name, Product = db.Set<Product>().Where(product => product.Id == service.ProductId).Select(product => product.Name).FirstOrDefault() })
            .ToDictionaryAsync(service => service.Id, cancellationToken);

        var (calendar, calendarOf) = CalendarOf(team, teams);
        return new TeamPicture
        {
            Team = team,
            Calendar = calendar,
            CalendarOf = calendarOf,
            Members =
            [
                .. memberships.Where(row => row.TeamId == id)
                    .Select(row => new TeamMember(
                        row.Id, row.PersonId, people[row.PersonId], disciplines.GetValueOrDefault(row.PersonId), row.Span(), row.IsPrimary, row.IsLead, Stamp.Of(row)))
                    .OrderByDescending(member => member.Span.Contains(now)).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenByDescending(member => member.Span.Start),
            ],
            Services =
            [
                .. owners.Where(row => row.TeamId == id)
                    .Select(row => new TeamService(row.ServiceId, services[row.ServiceId].Name, services[row.ServiceId].Product, row.Span()))
                    .OrderBy(service => service.Name, StringComparer.OrdinalIgnoreCase).ThenBy(service => service.Span.Start),
            ],
            Events =
            [
                .. Events(id, memberships.Where(row => row.IsPrimary), row => row.TeamId, row => row.PersonId, row => people[row.PersonId], teams, TeamEventKind.Came, TeamEventKind.Left)
                    .Concat(Events(id, owners, row => row.TeamId, row => row.ServiceId, row => services[row.ServiceId].Name, teams, TeamEventKind.Took, TeamEventKind.Gave))
                    .Concat(team.EndedAt is { } ended ? [new TeamEvent(ended, TeamEventKind.Ended, team.Name, null)] : [])
                    .Where(what => what.At <= now).OrderByDescending(what => what.At).ThenBy(what => what.Who, StringComparer.OrdinalIgnoreCase),
            ],
        };
    }

    private static IEnumerable<TeamEvent> Events<TRow>(
        int id, IEnumerable<TRow> rows, Func<TRow, int> teamOf, Func<TRow, int> whoseOf, Func<TRow, string> nameOf,
        Dictionary<int, Team> teams, TeamEventKind start, TeamEventKind end) where TRow : IDated
    {
        foreach (var history in rows.GroupBy(whoseOf).Select(group => group.ToList()))
            foreach (var row in history.Where(row => teamOf(row) == id))
            {
                if (row.Since is { } since && history.Find(other => other.Until == since) is var before && (before is null || teamOf(before) != id))
                    yield return new TeamEvent(since, start, nameOf(row), before is null ? null : teams[teamOf(before)].Name);
                if (row.Until is { } until && history.Find(other => other.Since == until) is var after && (after is null || teamOf(after) != id))
                    yield return new TeamEvent(until, end, nameOf(row), after is null ? null : teams[teamOf(after)].Name);
            }
    }

    private static (TeamCalendar?, string?) CalendarOf(Team team, Dictionary<int, Team> teams)
    {
        for (var at = team; at is not null; at = at.ParentId is { } parent ? teams[parent] : null)
            if (at.Calendar is { } calendar)
                return (calendar, at.Name);
        return (null, null);
    }
}
