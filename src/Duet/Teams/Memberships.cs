using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>
/// Who was in which team when. A person's primary memberships never overlap; a move is leaving and joining at one instant.
/// The past may be corrected: the answer says whose numbers move, and the audit log keeps the dates before and after.
/// </summary>
internal sealed class Memberships(IDbContextFactory<AppDb> records, TimelineWriter timelines, TimeProvider time)
{
    /// <summary>Puts a person into a team; refused where another primary membership of theirs lies in the span.</summary>
    /// <param name="since">Null for ever since.</param>
    /// <param name="until">Null while it lasts.</param>
    public Task<Outcome> JoinAsync(
        int person, int team, DateTimeOffset? since, DateTimeOffset? until, MembershipKind kind, Author author, CancellationToken cancellationToken)
    {
        if (Validity.Between(since, until) is not { } span)
            return Task.FromResult(Outcome.Refuse("empty-span"));
        return timelines.ChangeAsync(Of(person, kind.IsPrimary ? null : team), author, null, before =>
        {
            var place = new Place(team, kind.IsLead);
            if (before.Spells.FirstOrDefault(spell => spell.Span.Overlaps(span)) is { } other)
                return other == new Spell<Place>(place, span) ? new(before) : new(before, new Refused("overlaps"));
            return new(before.With(place, span));
        }, cancellationToken);
    }

    /// <summary>
    /// From an instant on the person's team is another. Without an instant it is from now on, or ever since where the person
    /// had no team yet: the first that is known about somebody holds for all of their past.
    /// </summary>
    public Task<Outcome> MoveAsync(int person, int team, DateTimeOffset? at, bool isLead, Author author, CancellationToken cancellationToken) =>
        timelines.ChangeAsync(Of(person, null), author, null, before =>
        {
            var place = new Place(team, isLead);
            if (at is null && before.Spells.Count == 0)
                return new(before.With(place, Validity.Ever));
            var from = at ?? time.GetUtcNow();
            return new(before.At(from)?.Value == place ? before : before.ChangedAt(from, place));
        }, cancellationToken);

    /// <summary>The membership ends at an instant within it.</summary>
    public Task<Outcome> LeaveAsync(int id, DateTimeOffset at, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, null, stamp, author, (before, spell) =>
            spell.Span.Contains(at) && at > spell.Span.Start
                ? new(before.Without(new Validity(at, spell.Span.Until)))
                : new(before, new Refused("outside")), cancellationToken);

    /// <summary>Makes somebody lead of the team they are in, or no longer.</summary>
    public Task<Outcome> LeadAsync(int id, bool isLead, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, null, stamp, author, (before, spell) =>
            new(before.With(spell.Value with { IsLead = isLead }, spell.Span)), cancellationToken);

    /// <summary>
    /// Gives a membership other dates. One that touched it, before or after, still does: the instant of a move is corrected for
    /// both sides. Others make room.
    /// </summary>
    public Task<Outcome> CorrectAsync(
        int id, DateTimeOffset? since, DateTimeOffset? until, string? reason, string? stamp, Author author, CancellationToken cancellationToken) =>
        Validity.Between(since, until) is not { } span
            ? Task.FromResult(Outcome.Refuse("empty-span"))
            : ChangeAsync(id, reason, stamp, author, (before, spell) => new(before.Corrected(spell, spell.Value, span)), cancellationToken);

    /// <summary>Takes out a membership that never was.</summary>
    public Task<Outcome> RemoveAsync(int id, string? reason, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, reason, stamp, author, (before, spell) => new(before.Without(spell.Span)), cancellationToken);

    /// <summary>Whether a membership is one of the team.</summary>
    public async Task<bool> IsOfAsync(int id, int team, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Membership>().AnyAsync(row => row.Id == id && row.TeamId == team, cancellationToken);
    }

    private async Task<Outcome> ChangeAsync(
        int id, string? reason, string? stamp, Author author,
        Func<Timeline<Place>, Spell<Place>, TimelineAnswer<Place>> change, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Membership>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return Outcome.Refuse("no-membership");
        return await timelines.ChangeAsync(Of(row.PersonId, row.IsPrimary ? null : row.TeamId), author, reason, before =>
            before.At(row.Span().Start) is { } spell && spell.Value.Team == row.TeamId && (stamp is null || stamp == Stamp.Of(row))
                ? change(before, spell)
                : new(before, new Refused("changed-meanwhile")), cancellationToken);
    }

    /// <param name="person">Whose memberships.</param>
    /// <param name="secondary">The team whose secondary memberships are meant; null for the primary ones.</param>
    private static TimelineOf<Membership, Place> Of(int person, int? secondary) => new()
    {
        Noun = "membership",
        Object = $"person:{person}",
        Rows = row => row.PersonId == person && row.IsPrimary == (secondary == null) && (secondary == null || row.TeamId == secondary),
        IdOf = row => row.Id,
        ValueOf = row => new Place(row.TeamId, row.IsLead),
        Create = place => new Membership { PersonId = person, TeamId = place.Team, IsLead = place.IsLead, IsPrimary = secondary is null },
        CountedAs = secondary is null ? place => place.Team : null,
        CheckAsync = async (db, after, difference, author, cancellationToken) =>
        {
            if (!await db.Set<Person>().AnyAsync(known => known.Id == person, cancellationToken))
                return new Refused("no-person");
            foreach (var team in difference.Values.Select(place => place.Team).Distinct())
            {
                if (await TeamPeriods.RefuseAsync(db, team, difference.Came.Where(spell => spell.Value.Team == team), cancellationToken) is { } refused)
                    return refused;
                if (!await author.MayWriteAsync(team, cancellationToken))
                    return new Refused("not-yours");
            }
            return null;
        },
    };

    /// <summary>A team, and whether as its lead.</summary>
    private sealed record Place(int Team, bool IsLead)
    {
        public override string ToString() => IsLead ? $"lead:{Team}" : $"team:{Team}";
    }
}

/// <summary>Primary memberships decide whose numbers a person's work is in; others give reading rights only.</summary>
internal readonly record struct MembershipKind(bool IsPrimary, bool IsLead)
{
    public static MembershipKind Primary => new(true, false);
    public static MembershipKind Secondary => new(false, false);
}
