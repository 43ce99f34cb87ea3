using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Comparing;

/// <summary>Who is in which team and does what, since when: never rewritten but by dates that a file gives.</summary>
internal sealed class MembershipComparison(Comparison comparison)
{
    public void Compare(PlannedPerson plan, Person person)
    {
        var rows = comparison.Known.MembershipsOf(person).ToList();
        var stays = plan.Stays.Select(stay => (Plan: stay, Team: TeamOf(stay))).Where(stay => stay.Team is not null)
            .Select(stay => (stay.Plan, Team: stay.Team!)).ToList();
        var primary = Primary(plan, person, [.. rows.Where(row => row.IsPrimary)], [.. stays.Where(stay => stay.Plan.IsPrimary)]);
        var secondary = rows.Where(row => !row.IsPrimary).Select(row => comparison.Known.Team(row.TeamId))
            .Concat(stays.Where(stay => !stay.Plan.IsPrimary).Select(stay => stay.Team)).Distinct();
        var team = primary.At(comparison.Today.Now)?.Value.Team;
        if (team is not null)
            comparison.TeamsToday[person] = team;
        foreach (var other in secondary)
            Secondary(
                plan, person, other, [.. rows.Where(row => !row.IsPrimary && row.TeamId == other.Id && other.Id != 0)],
                [.. stays.Where(stay => !stay.Plan.IsPrimary && stay.Team == other).Select(stay => stay.Plan)],
                team == other, rows.Count > 0);
        Disciplines(plan, person);
    }

    private Timeline<Stay> Primary(
        PlannedPerson plan, Person person, IReadOnlyList<Membership> rows, IReadOnlyList<(PlannedStay Plan, Team Team)> stays)
    {
        var before = rows.Timeline(StayOf);
        var after = before;
        foreach (var (stay, team) in stays.OrderBy(stay => stay.Plan.Since ?? DateTimeOffset.MinValue))
            after = after.State(
                new Stay(team, IsLead(after, stay, team)), known => known.Team == team, stay.Since, stay.Until, comparison.Today);
        if (plan.LeftAt is { } left)
            after = after.Without(Validity.From(left));
        Store(plan, person, before, after, "stays", "membership", stay => stay.Team,
            () => comparison.Db.Store(rows, after, StayOf, stay => new Membership
            {
                PersonId = person.Id,
                TeamId = stay.Team.Id,
                IsPrimary = true,
                IsLead = stay.IsLead,
            }));
        return after;
    }

    private void Secondary(
        PlannedPerson plan, Person person, Team team, IReadOnlyList<Membership> rows, IReadOnlyList<PlannedStay> stays, bool isPrimaryNow, bool isKnown)
    {
        var before = rows.Timeline(StayOf);
        var after = before;
        foreach (var stay in stays.OrderBy(stay => stay.Since ?? DateTimeOffset.MinValue))
            if (stay.HasDates || !isPrimaryNow)
            {
                var value = new Stay(team, IsLead(after, stay, team));
                // Only of somebody new nothing is known that it could be a change of.
                after = !stay.HasDates && isKnown && after.At(comparison.Today.Now) is null
                    ? after.From(value, comparison.Today)
                    : after.State(value, _ => true, stay.Since, stay.Until, comparison.Today);
            }
        if (plan.ListsAllSecondary && (stays.Count == 0 || isPrimaryNow))
            after = after.EndedToday(comparison.Today);
        if (plan.LeftAt is { } left)
            after = after.Without(Validity.From(left));
        Store(plan, person, before, after, "secondary", null, stay => stay.Team,
            () => comparison.Db.Store(rows, after, StayOf, stay => new Membership
            {
                PersonId = person.Id,
                TeamId = stay.Team.Id,
                IsPrimary = false,
                IsLead = stay.IsLead,
            }));
    }

    private void Disciplines(PlannedPerson plan, Person person)
    {
        var rows = comparison.Known.DisciplinesOf(person).ToList();
        var before = rows.Timeline(row => row.Discipline);
        var after = plan.Disciplines.OrderBy(stated => stated.Since ?? DateTimeOffset.MinValue).Aggregate(before, (timeline, stated) =>
            timeline.State(stated.Name, known => known == stated.Name, stated.Since, stated.Until, comparison.Today));
        Store(plan, person, before, after, "disciplines", "discipline", discipline => discipline,
            () => comparison.Db.Store(rows, after, row => row.Discipline, discipline => new DisciplinePeriod { PersonId = person.Id, Discipline = discipline }));
    }

    private void Store<T>(
        PlannedPerson plan, Person person, Timeline<T> before, Timeline<T> after, string code, string? counted, Func<T, object> by, Action store)
        where T : notnull
    {
        var difference = TimelineChange<T>.Of(before, after);
        if (difference.IsNone)
            return;
        var movesPast = counted is not null && before.Spells.Count > 0 && before.Differs(after, by, comparison.Today.Start) is not null;
        comparison.Say(new PlannedChange(
            before.Spells.Count == 0 ? ChangeKind.Added : before.Spells[^1].Span.Until is null && after.Spells is [] or [.., { Span.Until: not null }] ? ChangeKind.Ended : ChangeKind.Changed,
            ChangeSubject.Person, person.Name, before.Spells.Count == 0 ? code + "-new" : code,
            Periods.Of(difference.Came.Select(spell => (spell.Value.ToString()!, spell.Span))),
            Periods.Of(difference.Gone.Select(spell => (spell.Value.ToString()!, spell.Span))))
        {
            Spot = plan.Spot,
            MovesPast = movesPast,
        });
        comparison.Later.Add(store);
        if (movesPast)
            comparison.Corrections.Add(() => new OrganisationChange(
                $"{counted}.correct", $"person:{person.Id}", Audited(before, after, by), Audited(after, before, by), "import"));
    }

    // The audit log keeps ids and dates, no names.
    private static string? Audited<T>(Timeline<T> one, Timeline<T> other, Func<T, object> by) where T : notnull
    {
        var text = string.Join(", ", one.Spells.Except(other.Spells).Select(spell => $"{(by(spell.Value) is Team team ? $"team:{team.Id}" : spell.Value)} {spell.Span}"));
        return text.Length == 0 ? null : text[..Math.Min(text.Length, 200)];
    }

    private Team? TeamOf(PlannedStay stay)
    {
        if (comparison.Known.Team(stay.Team) is not { } team)
            comparison.Notes.Problem(stay.Spot, "unknown-team", stay.Team.ToString());
        else if (team.EndedAt is { } ended && (stay.Until ?? DateTimeOffset.MaxValue) > ended)
            comparison.Notes.Problem(stay.Spot, "team-ended", team.Name);
        else
            return team;
        return null;
    }

    private Stay StayOf(Membership row) => new(comparison.Known.Team(row.TeamId), row.IsLead);

    // A file that does not say who leads leaves it as it is.
    private bool IsLead(Timeline<Stay> known, PlannedStay stay, Team team) => stay.IsLead
        ?? (known.At(stay.Since ?? comparison.Today.Now) is { } spell && spell.Value.Team == team ? spell
            : known.Spells.LastOrDefault(other => other.Value.Team == team)) is { Value.IsLead: true };

    private sealed record Stay(Team Team, bool IsLead)
    {
        public override string ToString() => Team.Name;
    }
}
