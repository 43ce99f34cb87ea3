using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>The audit log: records are added, numbered without gaps and chained by hashes; nothing changes or removes them.</summary>
/// <param name="records">Where the log is.</param>
/// <param name="time">For the records.</param>
/// <param name="key">Seals the end of the log; null for a log beside which there is no data directory.</param>
internal sealed class Audit(IDbContextFactory<AppDb> records, TimeProvider time, AuditKey? key = null) : IDisposable
{
    public const int PageSize = 50;
    private const int Attempts = 20;

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Adds a record; done only when it is durable.</summary>
    public async Task RecordAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        entry = Fitted(entry);
        await turn.WaitAsync(cancellationToken);
        try
        {
            // Another process may take the number: the unique key decides, and this one goes on behind it.
            for (var attempt = 1; !await TryAppendAsync(entry, attempt == Attempts, cancellationToken); attempt++)
                await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt), time, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The newest first; those before a number where one is given.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ListAsync(AuditFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var found = db.Set<AuditRecord>().AsNoTracking();
        if (filter.Before is { } before)
            found = found.Where(record => record.Number < before);
        if (filter.Action is { } action)
            found = found.Where(record => record.Action == action || record.Action.StartsWith(action + "."));
        if (filter.Actor is { } actor)
            found = found.Where(record => record.Actor == actor);
        return await found.OrderByDescending(record => record.Number).Take(filter.Limit).ToListAsync(cancellationToken);
    }

    /// <summary>Reads the whole log and says whether every record is there and as it was written, and whether its guards stand.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // Log and note as of one moment, while others go on writing.
        await OneView.BeginAsync(db, cancellationToken);
        var (count, previous) = (0L, AuditChain.Start);
        await foreach (var record in db.Set<AuditRecord>().AsNoTracking().OrderBy(record => record.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!AuditChain.Holds(record, count + 1, previous))
                return new AuditVerdict(count, previous, AuditDoubt.Broken, [$"{count + 1}"]);
            (count, previous) = (record.Number, record.Hash);
        }
        // A transaction of PostgreSQL answers nothing more after a refusal: the triggers are asked for before the note.
        var missing = await AuditGuards.MissingAsync(db, cancellationToken);
        return await AuditGuards.NoteAsync(db, cancellationToken) is not { } note ? new AuditVerdict(count, previous, AuditDoubt.NoteGone)
            : note.Number != count || !note.Hash.AsSpan().SequenceEqual(previous) ? new AuditVerdict(count, previous, AuditDoubt.CutOff, [$"{count}", $"{note.Number}"])
            : !await AuditSeal.HoldsAsync(db, note, key, cancellationToken) ? new AuditVerdict(count, previous, AuditDoubt.Unsealed)
            : missing.Count > 0 ? new AuditVerdict(count, previous, AuditDoubt.Unguarded, [string.Join(", ", missing)])
            : new AuditVerdict(count, previous);
    }

    /// <summary>Seals a log that was not sealed yet, with a new key; for the server, which has the data directory to itself.</summary>
    public async Task BeginSealingAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (key is not null)
            await AuditSeal.BeginAsync(db, key, cancellationToken);
    }

    public void Dispose() => turn.Dispose();

    private async Task<bool> TryAppendAsync(AuditEntry entry, bool isLast, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        // On SQLite this takes the write lock, so that number and hash are read when nobody else can write.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var last = await db.Set<AuditRecord>().AsNoTracking().OrderByDescending(record => record.Number).FirstOrDefaultAsync(cancellationToken);
        var (number, at, previous) = ((last?.Number ?? 0) + 1, AuditChain.Kept(time.GetUtcNow()), last?.Hash ?? AuditChain.Start);
        db.Add(new AuditRecord
        {
            Number = number,
            At = at,
            Actor = entry.Actor,
            Action = entry.Action,
            Object = entry.Object,
            Reason = entry.Reason,
            Before = entry.Before,
            After = entry.After,
            PreviousHash = previous,
            Hash = AuditChain.HashOf(number, at, entry, previous),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            await AuditSeal.FollowAsync(db, key, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException) when (!isLast)
        {
            return false;
        }
    }

    private static AuditEntry Fitted(AuditEntry entry) => entry with
    {
        Actor = Cut(entry.Actor, AuditRecord.LongestActor)!,
        Action = Cut(entry.Action, AuditRecord.LongestAction)!,
        Object = Cut(entry.Object, AuditRecord.LongestObject)!,
        Reason = Cut(entry.Reason, AuditRecord.LongestReason),
        Before = Cut(entry.Before, AuditRecord.LongestObject),
        After = Cut(entry.After, AuditRecord.LongestObject),
    };

    // Half a surrogate pair would be hashed as one sign and read back as another.
    private static string? Cut(string? text, int longest) =>
        text is null || text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}

/// <summary>Which records are listed.</summary>
/// <param name="Action">An action, or what stands before its dot; null for all.</param>
/// <param name="Actor">Null for all.</param>
/// <param name="Before">Only records with a smaller number.</param>
internal sealed record AuditFilter(string? Action = null, string? Actor = null, long? Before = null, int Limit = Audit.PageSize);
