using System.Linq.Expressions;
using Duet.Engine.Metrics;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Teams;

/// <summary>Changes what held when: the timeline as it is stored, what becomes of it, the rows, the trace in the audit log.</summary>
internal sealed class TimelineWriter(
    IDbContextFactory<AppDb> records, OrganisationLog log, Func<Installation> installation, TimeProvider time)
{
    /// <param name="what">Whose timeline.</param>
    /// <param name="author">Who changes it.</param>
    /// <param name="reason">Why, in the words of the author.</param>
    /// <param name="change">The new timeline, or why there is none.</param>
    public async Task<Outcome> ChangeAsync<TRow, TValue>(
        TimelineOf<TRow, TValue> what, Author author, string? reason, Func<Timeline<TValue>, TimelineAnswer<TValue>> change,
        CancellationToken cancellationToken)
        where TRow : class, IDated where TValue : notnull
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await using var transaction = await OneWriter.BeginAsync(db, cancellationToken);
        var rows = await db.Set<TRow>().Where(what.Rows).ToListAsync(cancellationToken);
        var before = rows.Timeline(what.ValueOf);
        var (after, refused) = change(before);
        var difference = TimelineChange<TValue>.Of(before, after);
        refused ??= await what.CheckAsync(db, after, difference, author, cancellationToken);
        if (refused is not null)
            return new Outcome(OutcomeKind.Refused, 0, refused);
        if (difference.IsNone)
            return Outcome.Unchanged(rows.Count == 0 ? 0 : what.IdOf(rows.MaxBy(row => row.Span().Start)!));
        var known = rows.Select(what.IdOf).ToHashSet();
        var stored = db.Store(rows, after, what.ValueOf, what.Create);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var now = time.GetUtcNow();
        var moves = what.CountedAs is { } counted ? before.Differs(after, counted, now) : null;
        var isCorrection = BackDating.IsCorrection(before, moves, now, installation().Zone);
        await log.NoteAsync(author, new OrganisationChange(
            $"{what.Noun}.{(isCorrection ? "correct" : "change")}", what.Object, difference.Before, difference.After, reason));
        return stored.FirstOrDefault(row => !known.Contains(what.IdOf(row))) is { } added
            ? Outcome.Added(what.IdOf(added), moves)
            : Outcome.Changed(stored.Count == 0 ? 0 : what.IdOf(stored[^1]), moves);
    }
}

/// <summary>The new timeline, or why the old one stays.</summary>
internal readonly record struct TimelineAnswer<T>(Timeline<T> After, Refused? Refused = null) where T : notnull;

/// <summary>The rows that together are one timeline, and what they mean.</summary>
internal sealed record TimelineOf<TRow, TValue> where TRow : class, IDated where TValue : notnull
{
    /// <summary>What the audit log calls a row.</summary>
    public required string Noun { get; init; }

    /// <summary>What the timeline belongs to, such as <c>person:7</c>.</summary>
    public required string Object { get; init; }
    public required Expression<Func<TRow, bool>> Rows { get; init; }
    public required Func<TRow, int> IdOf { get; init; }
    public required Func<TRow, TValue> ValueOf { get; init; }
    public required Func<TValue, TRow> Create { get; init; }

    /// <summary>What of a value numbers depend on; null where none do.</summary>
    public Func<TValue, object>? CountedAs { get; init; }

    /// <summary>Why the new timeline must not be stored; null where it may.</summary>
    public required Func<AppDb, Timeline<TValue>, TimelineChange<TValue>, Author, CancellationToken, Task<Refused?>> CheckAsync { get; init; }
}
