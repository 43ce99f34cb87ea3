using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Access;

/// <summary>The audit log: records are added, numbered without gaps and chained by hashes; nothing changes or removes them.</summary>
internal sealed class Audit(IDbContextFactory<AppDb> records, TimeProvider time) : IDisposable
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

    /// <summary>Reads the whole log and says whether every record is there and as it was written.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var (count, previous) = (0L, AuditChain.Start);
        await foreach (var record in db.Set<AuditRecord>().AsNoTracking().OrderBy(record => record.Number).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!AuditChain.Holds(record, count + 1, previous))
                return new AuditVerdict(count, previous, count + 1);
            (count, previous) = (record.Number, record.Hash);
        }
        return new AuditVerdict(count, previous, null);
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

/// <summary>What reading the whole log showed.</summary>
/// <param name="Count">Records that hold, from the first on.</param>
/// <param name="Head">Hash of the last of them: kept elsewhere, it shows later whether the end was cut off.</param>
/// <param name="FirstBroken">Number at which the chain breaks; null where it holds.</param>
internal sealed record AuditVerdict(long Count, byte[] Head, long? FirstBroken)
{
    public bool Holds => FirstBroken is null;
}
