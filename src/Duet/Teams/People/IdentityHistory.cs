using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams.People;

/// <summary>Every merge, split and link of identities, kept with what it needs to be undone.</summary>
internal sealed class IdentityHistory(IDbContextFactory<AppDb> records, OrganisationLog log, TimeProvider time)
{
    /// <summary>The changes that touched a person, the newest first.</summary>
    public async Task<IReadOnlyList<IdentityChange>> OfAsync(int person, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<IdentityChange>().AsNoTracking().Where(change => change.PersonId == person)
            .OrderByDescending(change => change.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The newest changes of all people.</summary>
    public async Task<IReadOnlyList<IdentityChange>> NewestAsync(int limit, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<IdentityChange>().AsNoTracking().OrderByDescending(change => change.Id).Take(limit).ToListAsync(cancellationToken);
    }

    /// <summary>Undoes a change exactly; refused where a later one builds on it, which then has to be undone first.</summary>
    public async Task<Outcome> UndoAsync(int id, Author author, CancellationToken cancellationToken)
    {
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        if (await db.Set<IdentityChange>().FindAsync([id], cancellationToken) is not { } change)
            return Outcome.Refuse("no-change");
        if (change.UndoneAt is not null)
            return Outcome.Refuse("undone-already");
        var delta = DirectoryDelta.Parse(change.Before);
        if (await IsBuiltOnAsync(db, id, delta, cancellationToken))
            return new Outcome(OutcomeKind.Refused, 0, DirectoryUndo.Later);
        if (await DirectoryUndo.RevertAsync(db, delta, cancellationToken) is { } refused)
            return new Outcome(OutcomeKind.Refused, 0, refused);
        (change.UndoneAt, change.UndoneBy) = (time.GetUtcNow(), author.AccountId);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange("identity.undo", $"identity-change:{id}", change.Kind.ToString()));
        return Outcome.Changed(change.PersonId, Validity.Ever);
    }

    // A row may look as the change left it although others changed it there and back: taken back, the others never could be.
    private static async Task<bool> IsBuiltOnAsync(AppDb db, int id, DirectoryDelta delta, CancellationToken cancellationToken)
    {
        var touched = delta.Touched().ToHashSet(StringComparer.Ordinal);
        var later = db.Set<IdentityChange>().Where(other => other.Id > id && other.UndoneAt == null).Select(other => other.Before).AsAsyncEnumerable();
        await foreach (var other in later.WithCancellation(cancellationToken))
            if (DirectoryDelta.Parse(other).Needed().Any(touched.Contains))
                return true;
        return false;
    }

    /// <summary>
    /// Runs a change of the directory in one transaction and keeps what it did. The change writes to <paramref name="scope"/>'s
    /// rows only, and to a person it adds itself and answers.
    /// </summary>
    public async Task<Outcome> ChangeAsync(
        IdentityChangeKind kind, ImageScope scope, Author author, Func<AppDb, Task<IdentityAnswer>> change, CancellationToken cancellationToken)
    {
        if (!author.MayWriteDirectory)
            return Outcome.Refuse("not-yours");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var before = await DirectoryImage.ReadAsync(db, scope, cancellationToken);
        var answer = await change(db);
        if (answer.Refused is { } refused)
            return new Outcome(OutcomeKind.Refused, 0, refused);
        await db.SaveChangesAsync(cancellationToken);
        // Read again: one of the databases keeps times less exactly than they were written.
        var after = await DirectoryImage.ReadAsync(db, answer.IsNew ? scope with { People = [.. scope.People, answer.Person!.Id] } : scope, cancellationToken);
        var row = new IdentityChange
        {
            At = time.GetUtcNow(),
            By = author.AccountId,
            Kind = kind,
            PersonId = answer.Person!.Id,
            Before = DirectoryDelta.Between(before, after).ToString(),
        };
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.NoteAsync(author, new OrganisationChange($"identity.{kind.ToString().ToLowerInvariant()}", $"person:{row.PersonId}", After: $"identity-change:{row.Id}"));
        return Outcome.Changed(row.PersonId, Validity.Ever);
    }
}

/// <summary>The person whom a change was about, or why it is refused.</summary>
/// <param name="Person">Who stays; null where refused.</param>
/// <param name="IsNew">The change added them.</param>
/// <param name="Refused">Null where it was done.</param>
internal sealed record IdentityAnswer(Person? Person, bool IsNew = false, Refused? Refused = null)
{
    public static IdentityAnswer Refuse(string code, params IReadOnlyList<object> args) => new(null, Refused: new Refused(code, args));
}
