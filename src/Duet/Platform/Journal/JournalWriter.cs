using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal;

/// <summary>The one thread that writes: takes what waits, decides about it, commits it, and only then lets the senders know.</summary>
internal sealed partial class JournalWriter
{
    // How long the journal may be at rest before counts of refusals are written, and how long it rests after the storage refused.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly IJournalStore store;
    private readonly WaitingLine line;
    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Dictionary<Entrance, long> receivedWritten = [];
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JournalWriter(IJournalStore store, WaitingLine line, JournalOptions options, TimeProvider time, ILogger logger)
    {
        (this.store, this.line, this.options, this.time, this.logger) = (store, line, options, time, logger);
        new Thread(Run) { IsBackground = true, Name = "journal" }.Start();
    }

    public Signal Committed { get; } = new();

    public async Task<T> RunAsync<T>(Func<IJournalStore, T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        line.Post(known =>
        {
            try
            {
                done.SetResult(work(known));
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StopAsync()
    {
        line.Stop();
        return ended.Task;
    }

    private void Run()
    {
        for (var work = line.Take(Rest); ; work = line.Take(Rest))
        {
            if (work.Group.Count > 0 || work.Refusals.Count > 0) WriteAndAnswer(work);
            foreach (var job in work.Jobs) job(store);
            if (work.Ended) break;
        }
        WriteMissing();
        ended.SetResult();
    }

    private void WriteAndAnswer(Work work)
    {
        var refused = work.Group.Count > 0 && store.FreeBytes < options.ReserveBytes
            ? RefusalReasons.DiskFull
            : Write(work.Group, work.Refusals);
        if (refused is not null)
        {
            line.PutBack(work.Refusals);
            if (refused != RefusalReasons.Busy) line.RefuseFor(refused, Rest);
            foreach (var delivery in work.Group) delivery.Answer(new Receipt(ReceiptKind.Refused, null, refused, []));
        }
        line.Done(refused);
        if (refused is null && work.Group.Count > 0) Committed.Set();
    }

    /// <summary>Null where the group is on disk, else the reason why nothing of it is.</summary>
    private string? Write(IReadOnlyList<Waiting> deliveries, IReadOnlyDictionary<Refusal, long> refusals)
    {
        try
        {
            var now = time.GetUtcNow();
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            // A clock that is set back over midnight files under the day that was begun: days stay in the order of numbers.
            var decisions = new Decisions(store, today < store.LastDay ? store.LastDay : today, now);
            var receipts = decisions.Decide(deliveries);
            Count(decisions.Group, refusals);
            store.Write(decisions.Group);
            foreach (var (entrance, tally) in decisions.Group.Tallies)
                receivedWritten[entrance] = receivedWritten.GetValueOrDefault(entrance) + tally.Received;
            for (var i = 0; i < receipts.Count; i++) deliveries[i].Answer(receipts[i]);
            return null;
        }
        catch (JournalStoreException refusal)
        {
            LogRefused(logger, refusal.Message);
            return refusal.Reason;
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure);
            return RefusalReasons.Unavailable;
        }
    }

    private static void Count(JournalGroup group, IReadOnlyDictionary<Refusal, long> refusals)
    {
        group.Refusals = refusals;
        foreach (var (refusal, count) in refusals) group.TallyOf(new Entrance(refusal.Door, refusal.Source)).Received += count;
    }

    /// <summary>Writes what came in and was never accounted for, so that its loss shows after the next start, too.</summary>
    private void WriteMissing()
    {
        var group = new JournalGroup(store.LastDay);
        foreach (var (entrance, entered) in line.Counts().Entered)
        {
            var missing = entered - receivedWritten.GetValueOrDefault(entrance);
            if (missing != 0) group.TallyOf(entrance).Received += missing;
        }
        group.Refusals = line.Counts().Refusals;
        if (group.IsEmpty) return;
        try
        {
            store.Write(group);
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The journal refuses deliveries: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A group of deliveries could not be written")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
