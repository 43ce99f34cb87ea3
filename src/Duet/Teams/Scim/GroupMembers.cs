using Duet.Platform.Records;
using Duet.Teams.Imports.Comparing;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.Scim;

/// <summary>
/// Puts people into a team and takes them out, from the day it is said. A group tells nothing about which of somebody's teams
/// their work belongs to: the first one is the primary, others give reading rights, and when the primary ends the one that was
/// joined last takes its place. So a move counts as one, whichever of the two groups is changed first.
/// </summary>
internal sealed class GroupMembers(AppDb db, ILookup<int, Membership> rows, Today today)
{
    public static async Task<GroupMembers> LoadAsync(AppDb db, IReadOnlyCollection<int> people, Today today, CancellationToken cancellationToken)
    {
        List<Membership> rows = [];
        foreach (var part in people.Chunk(500))
            rows.AddRange(await db.Set<Membership>().Where(row => part.Contains(row.PersonId)).ToListAsync(cancellationToken));
        return new GroupMembers(db, rows.ToLookup(row => row.PersonId), today);
    }

    public void Join(int person, int team)
    {
        var known = rows[person].ToList();
        var primary = Primary(known);
        if (primary.At(today.Now) is { } current)
        {
            if (current.Value.Team != team)
                Store(person, false, Secondary(known, team), timeline => timeline.At(today.Now) is not null
                    ? timeline
                    : timeline.From(new Place(team, false), today));
            return;
        }
        // Somebody of whom nothing was known has been in the team for all of their past.
        Store(person, true, [.. known.Where(row => row.IsPrimary)], timeline =>
            known.Count == 0 ? timeline.With(new Place(team, false), Validity.Ever) : timeline.State(new Place(team, false), _ => false, null, null, today));
    }

    public void Leave(int person, int team)
    {
        var known = rows[person].ToList();
        Store(person, false, Secondary(known, team), timeline => timeline.EndedToday(today));
        if (Primary(known).At(today.Now) is not { } current || current.Value.Team != team)
            return;
        var next = known.Where(row => !row.IsPrimary && row.TeamId != team && row.Span().Contains(today.Now)).MaxBy(row => row.Span().Start);
        Store(person, true, [.. known.Where(row => row.IsPrimary)], timeline => next is null
            ? timeline.EndedToday(today)
            : timeline.State(new Place(next.TeamId, next.IsLead), place => place.Team == next.TeamId, null, null, today));
        if (next is not null)
            Store(person, false, Secondary(known, next.TeamId), timeline => timeline.EndedToday(today));
    }

    private void Store(int person, bool isPrimary, IReadOnlyList<Membership> known, Func<Timeline<Place>, Timeline<Place>> change)
    {
        var before = known.Timeline(row => new Place(row.TeamId, row.IsLead));
        var after = change(before);
        if (!TimelineChange<Place>.Of(before, after).IsNone)
            db.Store(known, after, row => new Place(row.TeamId, row.IsLead), place => new Membership
            {
                PersonId = person,
                TeamId = place.Team,
                IsPrimary = isPrimary,
                IsLead = place.IsLead,
            });
    }

    private static Timeline<Place> Primary(IEnumerable<Membership> rows) =>
        rows.Where(row => row.IsPrimary).Timeline(row => new Place(row.TeamId, row.IsLead));

    private static List<Membership> Secondary(IEnumerable<Membership> rows, int team) => [.. rows.Where(row => !row.IsPrimary && row.TeamId == team)];

    private sealed record Place(int Team, bool IsLead);
}
