using Duet.Engine.Identity;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>Reads people: who they are and where they are today. No numbers of anybody's work.</summary>
internal sealed class PeopleReader(IDbContextFactory<AppDb> records, TimeProvider time)
{
    /// <summary>A page of people in order of their names.</summary>
    /// <param name="query">Which.</param>
    /// <param name="withMail">Addresses may be seen: searched and answered.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<PeopleList> ListAsync(PeopleQuery query, bool withMail, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var people = db.Set<Person>().AsNoTracking();
        if (!query.WithGone)
            people = people.Where(person => person.LeftAt == null || person.LeftAt > now);
        if (query.Team is { } team)
            people = people.Where(person => db.Set<Membership>().Any(row => row.PersonId == person.Id && row.TeamId == team
                && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now)));
        var sorted = people.OrderBy(person => person.Name).ThenBy(person => person.Id);
        var words = PersonalName.Of(query.Words).Words;
        // No database folds accents: names are compared here, of all who come into question.
        List<int>? fitting = words.Count == 0 ? null :
        [
            .. (await sorted.Select(person => new { person.Id, person.Name, person.Mail }).ToListAsync(cancellationToken))
                .Where(person => Fits(words, person.Name, withMail ? person.Mail : null)).Select(person => person.Id),
        ];
        var shown = fitting?.Skip(query.Skip).Take(query.Size).ToList();
        var total = fitting?.Count ?? await people.CountAsync(cancellationToken);
        var found = shown is null
            ? await sorted.Skip(query.Skip).Take(query.Size).ToListAsync(cancellationToken)
            : await sorted.Where(person => shown.Contains(person.Id)).ToListAsync(cancellationToken);
        var ids = found.Select(person => person.Id).ToList();
        var teams = await (from row in db.Set<Membership>()
                           join of in db.Set<Team>() on row.TeamId equals of.Id
                           where ids.Contains(row.PersonId) && row.IsPrimary && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now)
                           select new { row.PersonId, Place = new PersonTeam(of.Id, of.Name, row.IsLead) })
            .ToDictionaryAsync(row => row.PersonId, row => row.Place, cancellationToken);
        var disciplines = await db.Set<DisciplinePeriod>().AsNoTracking()
            .Where(row => ids.Contains(row.PersonId) && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .ToDictionaryAsync(row => row.PersonId, row => row.Discipline, cancellationToken);
        return new PeopleList(
            [.. found.Select(person => new PersonEntry(
                person.Id, person.Name, withMail ? person.Mail : null, withMail ? person.ExternalId : null, person.LeftAt,
                teams.GetValueOrDefault(person.Id), disciplines.GetValueOrDefault(person.Id)))],
            total, query);
    }

    /// <summary>Everything the directory holds about one person; null where there is none.</summary>
    public async Task<PersonFile?> FindAsync(int id, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, cancellationToken) is not { } person)
            return null;
        var teams = await db.Set<Team>().AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, cancellationToken);
        var memberships = await db.Set<Membership>().AsNoTracking().Where(row => row.PersonId == id).ToListAsync(cancellationToken);
        var disciplines = await db.Set<DisciplinePeriod>().AsNoTracking().Where(row => row.PersonId == id).ToListAsync(cancellationToken);
        return new PersonFile(
            person,
            [.. memberships.OrderByDescending(row => row.Since ?? DateTimeOffset.MinValue).ThenByDescending(row => row.IsPrimary)
                .Select(row => new PersonTeam(row.TeamId, teams[row.TeamId], row.IsLead) { IsPrimary = row.IsPrimary, Span = row.Span() })],
            [.. disciplines.OrderByDescending(row => row.Since ?? DateTimeOffset.MinValue)])
        {
            Attributes = await db.Set<PersonAttribute>().AsNoTracking().Where(row => row.PersonId == id).ToDictionaryAsync(row => row.Name, row => row.Value, cancellationToken),
        };
    }

    private static bool Fits(IReadOnlyList<string> words, string name, string? mail)
    {
        var folded = PersonalName.Of(name).Text;
        return words.All(word => folded.Contains(word, StringComparison.Ordinal) || mail?.Contains(word, StringComparison.Ordinal) == true);
    }
}

internal sealed record PeopleList(IReadOnlyList<PersonEntry> People, int Total, PeopleQuery Query)
{
    /// <summary>From 1.</summary>
    public int Page => Query.Skip / Query.Size + 1;
    public int Pages => Math.Max(1, (Total + Query.Size - 1) / Query.Size);
}

/// <summary>A person as the directory lists them today.</summary>
internal sealed record PersonEntry(
    int Id, string Name, string? Mail, string? ExternalId, DateTimeOffset? LeftAt, PersonTeam? Team, string? Discipline);

/// <summary>A team somebody is or was in.</summary>
internal sealed record PersonTeam(int Id, string Name, bool IsLead)
{
    public bool IsPrimary { get; init; } = true;
    public Validity Span { get; init; }
}

/// <summary>One person with teams and disciplines, the newest first.</summary>
internal sealed record PersonFile(Person Person, IReadOnlyList<PersonTeam> Teams, IReadOnlyList<DisciplinePeriod> Disciplines)
{
    /// <summary>By name; for those who keep the directory, and the person.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public string? Site => Attributes.GetValueOrDefault(PersonAttribute.Site);
    public string? HiredOn => Attributes.GetValueOrDefault(PersonAttribute.HiredOn);
}
