using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>The people of the organisation: added, edited, gone.</summary>
internal sealed class KnownPeople(IDbContextFactory<AppDb> records, OrganisationLog log, TimeProvider time)
{
    /// <summary>Adds a person; refuses an address or an external id that somebody else has.</summary>
    public Task<Outcome> AddAsync(PersonInput input, Author author, CancellationToken cancellationToken) =>
        AddAsync(input, mayExist: false, author, cancellationToken);

    /// <summary>
    /// The person of that external id, or else of that address, added where there is none: what imports call. Takes over the
    /// name, and address and external id where they are given. A name alone is nobody in particular: it always adds.
    /// </summary>
    public Task<Outcome> EnsureAsync(PersonInput input, Author author, CancellationToken cancellationToken) =>
        AddAsync(input, mayExist: true, author, cancellationToken);

    /// <summary>Writes name, address and external id anew.</summary>
    /// <param name="id">The person.</param>
    /// <param name="input">All three, as they are to be.</param>
    /// <param name="stamp">Of the person as they were seen; null where that does not matter.</param>
    public Task<Outcome> EditAsync(int id, PersonInput input, string? stamp, Author author, CancellationToken cancellationToken)
    {
        var clean = input.Clean();
        return clean.Check() is { } bad
            ? Task.FromResult(new Outcome(OutcomeKind.Refused, 0, bad))
            : ChangeAsync(id, stamp, author, "person.edit", async (db, person) =>
            {
                if (await TakenAsync(db, clean, id, cancellationToken) is { } taken)
                    return taken;
                (person.Name, person.Mail, person.ExternalId) = (clean.Name!, clean.Mail, clean.ExternalId);
                return null;
            }, cancellationToken);
    }

    /// <summary>The person left: memberships and disciplines end then, the past stays.</summary>
    public Task<Outcome> LeaveAsync(int id, DateTimeOffset at, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "person.leave", async (db, person) =>
        {
            End(db, await db.Set<Membership>().Where(row => row.PersonId == id && (row.Until == null || row.Until > at)).ToListAsync(cancellationToken), at);
            End(db, await db.Set<DisciplinePeriod>().Where(row => row.PersonId == id && (row.Until == null || row.Until > at)).ToListAsync(cancellationToken), at);
            person.LeftAt = at.ToUniversalTime();
            return null;
        }, cancellationToken);

    /// <summary>The person is here again; team and discipline are given anew.</summary>
    public Task<Outcome> ReturnAsync(int id, string? stamp, Author author, CancellationToken cancellationToken) =>
        ChangeAsync(id, stamp, author, "person.return", (_, person) =>
        {
            person.LeftAt = null;
            return Task.FromResult<Refused?>(null);
        }, cancellationToken);

    private async Task<Outcome> AddAsync(PersonInput input, bool mayExist, Author author, CancellationToken cancellationToken)
    {
        input = input.Clean();
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        if (input.Check() is { } bad)
            return new Outcome(OutcomeKind.Refused, 0, bad);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var known = mayExist ? await FindAsync(db, input, cancellationToken) : null;
        if (await TakenAsync(db, input, known?.Id, cancellationToken) is { } taken)
            return new Outcome(OutcomeKind.Refused, 0, taken);
        var before = known is null ? null : Stamp.Of(known);
        var person = known;
        if (person is null)
            db.Add(person = new Person { Name = input.Name!, CreatedAt = time.GetUtcNow() });
        (person.Name, person.Mail, person.ExternalId) = (input.Name!, input.Mail ?? person.Mail, input.ExternalId ?? person.ExternalId);
        if (before == Stamp.Of(person))
            return Outcome.Unchanged(person.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange(before is null ? "person.add" : "person.edit", $"person:{person.Id}", before, Stamp.Of(person)));
        return before is null ? Outcome.Added(person.Id) : Outcome.Changed(person.Id);
    }

    private async Task<Outcome> ChangeAsync(
        int id, string? stamp, Author author, string action, Func<AppDb, Person, Task<Refused?>> change, CancellationToken cancellationToken)
    {
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await db.Set<Person>().FindAsync([id], cancellationToken) is not { } person)
            return Outcome.Refuse("no-person");
        var before = Stamp.Of(person);
        if (stamp is not null && stamp != before)
            return Outcome.Refuse("changed-meanwhile");
        if (await change(db, person) is { } refused)
            return new Outcome(OutcomeKind.Refused, 0, refused);
        if (Stamp.Of(person) == before)
            return Outcome.Unchanged(id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange(action, $"person:{id}", before, Stamp.Of(person)));
        return Outcome.Changed(id);
    }

    private static async Task<Person?> FindAsync(AppDb db, PersonInput input, CancellationToken cancellationToken) =>
        (input.ExternalId is { } external
            ? await db.Set<Person>().SingleOrDefaultAsync(person => person.ExternalId == external, cancellationToken) : null)
        ?? (input.Mail is { } mail
            ? await db.Set<Person>().SingleOrDefaultAsync(
                person => person.Mail == mail && (person.ExternalId == null || input.ExternalId == null), cancellationToken) : null);

    private static async Task<Refused?> TakenAsync(AppDb db, PersonInput input, int? id, CancellationToken cancellationToken) =>
        input.Mail is { } mail && await db.Set<Person>().AnyAsync(other => other.Mail == mail && other.Id != id, cancellationToken)
            ? new Refused("mail-taken", mail)
        : input.ExternalId is { } external && await db.Set<Person>().AnyAsync(other => other.ExternalId == external && other.Id != id, cancellationToken)
            ? new Refused("external-id-taken", external)
        : null;

    // What was to begin later never does.
    private static void End<TRow>(AppDb db, IEnumerable<TRow> rows, DateTimeOffset at) where TRow : class, IDated
    {
        foreach (var row in rows)
            if (row.Since >= at)
                db.Remove(row);
            else
                row.Until = at.ToUniversalTime();
    }
}
