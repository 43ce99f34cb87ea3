using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>What people do, and since when. Lower case, so that one discipline has one spelling.</summary>
internal sealed class Disciplines(IDbContextFactory<AppDb> records, TimelineWriter timelines, TimeProvider time)
{
    /// <summary>Words that every organisation has; it may add its own.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "engineering", "design", "product management", "product operations", "quality", "support", "data", "operations", "management",
    ];

    /// <summary>The known ones and those in use.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var used = await db.Set<DisciplinePeriod>().Select(period => period.Discipline).Distinct().ToListAsync(cancellationToken);
        return [.. Known, .. used.Except(Known).Order(StringComparer.Ordinal)];
    }

    /// <summary>From an instant on; without one from now on, or ever since where none was known.</summary>
    public Task<Outcome> SetAsync(int person, string discipline, DateTimeOffset? at, Author author, CancellationToken cancellationToken)
    {
        discipline = Names.Key(discipline);
        if (Names.Check(discipline, DisciplinePeriod.LongestDiscipline) is { } bad)
            return Task.FromResult(new Outcome(OutcomeKind.Refused, 0, bad));
        return timelines.ChangeAsync(Of(person), author, null, before =>
        {
            if (at is null && before.Spells.Count == 0)
                return new(before.With(discipline, Validity.Ever));
            var from = at ?? time.GetUtcNow();
            return new(before.At(from)?.Value == discipline ? before : before.ChangedAt(from, discipline));
        }, cancellationToken);
    }

    /// <summary>Gives a period other dates; neighbours that touched it still do.</summary>
    public Task<Outcome> CorrectAsync(
        int id, DateTimeOffset? since, DateTimeOffset? until, string? reason, string? stamp, Author author, CancellationToken cancellationToken) =>
        Validity.Between(since, until) is not { } span
            ? Task.FromResult(Outcome.Refuse("empty-span"))
            : ChangeAsync(id, reason, stamp, author, (before, spell) => before.Corrected(spell, spell.Value, span), cancellationToken);

    /// <summary>Takes out a period that never was.</summary>
    public Task<Outcome> RemoveAsync(int id, string? reason, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, reason, stamp, author, (before, spell) => before.Without(spell.Span), cancellationToken);

    private async Task<Outcome> ChangeAsync(
        int id, string? reason, string? stamp, Author author, Func<Timeline<string>, Spell<string>, Timeline<string>> change, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<DisciplinePeriod>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row)
            return Outcome.Refuse("no-discipline");
        return await timelines.ChangeAsync(Of(row.PersonId), author, reason, before =>
            before.At(row.Span().Start) is { } spell && spell.Value == row.Discipline && (stamp is null || stamp == Stamp.Of(row))
                ? new(change(before, spell))
                : new(before, new Refused("changed-meanwhile")), cancellationToken);
    }

    private static TimelineOf<DisciplinePeriod, string> Of(int person) => new()
    {
        Noun = "discipline",
        Object = $"person:{person}",
        Rows = row => row.PersonId == person,
        IdOf = row => row.Id,
        ValueOf = row => row.Discipline,
        Create = discipline => new DisciplinePeriod { PersonId = person, Discipline = discipline },
        CountedAs = discipline => discipline,
        CheckAsync = async (db, _, _, author, cancellationToken) =>
            !await db.Set<Person>().AnyAsync(known => known.Id == person, cancellationToken) ? new Refused("no-person")
            : !await author.MayWriteOfAsync(db, person, cancellationToken) ? new Refused("not-yours")
            : null,
    };
}
