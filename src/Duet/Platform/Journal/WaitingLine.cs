using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal;

/// <summary>
/// Deliveries on their way to the writer, bounded by number and bytes, and the counts of those that came and were turned away.
/// One lock, so that the counts always add up.
/// </summary>
internal sealed class WaitingLine(JournalOptions options, TimeProvider time)
{
    // A monitor, for the writer waits on it.
    private readonly object gate = new();
    private readonly Queue<Waiting> waiting = [];
    private readonly Queue<Action<IJournalStore>> jobs = [];
    private readonly Dictionary<Entrance, long> entered = [];
    private readonly Dictionary<Entrance, long> atTheDoor = [];
    private IReadOnlyList<Waiting> beingWritten = [];
    private Dictionary<Refusal, long> refusals = [];
    private long places;
    private long bytes;
    private bool stopping;
    private (string Reason, long Until)? refusing;

    /// <summary>Why a delivery that comes now would be refused; null where it would not.</summary>
    public string? RefusesNow
    {
        get { lock (gate) return Refuses(0); }
    }

    /// <summary>Counts a delivery in and keeps a place for it, or counts it as refused and says why.</summary>
    public string? Enter(Entrance entrance, long size)
    {
        lock (gate)
        {
            Add(entered, entrance, 1);
            if (Refuses(size) is { } reason)
            {
                Add(refusals, new Refusal(entrance.Door, entrance.Source, reason), 1);
                return reason;
            }
            Add(atTheDoor, entrance, 1);
            (places, bytes) = (places + 1, bytes + size);
            return null;
        }
    }

    /// <summary>Puts a delivery that entered into the line.</summary>
    public void Join(Waiting delivery)
    {
        lock (gate)
        {
            Add(atTheDoor, delivery.Entrance, -1);
            waiting.Enqueue(delivery);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Takes back a delivery that entered and will not join.</summary>
    public void Leave(Entrance entrance, long size, string reason)
    {
        lock (gate)
        {
            Add(atTheDoor, entrance, -1);
            Add(refusals, new Refusal(entrance.Door, entrance.Source, reason), 1);
            (places, bytes) = (places - 1, bytes - size);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>Counts a delivery that a door refused by itself.</summary>
    public void CountRefused(Refusal refusal)
    {
        lock (gate)
        {
            Add(entered, new Entrance(refusal.Door, refusal.Source), 1);
            Add(refusals, refusal, 1);
        }
    }

    /// <summary>Has the writer do something between two groups.</summary>
    /// <exception cref="ObjectDisposedException">The writer has ended.</exception>
    public void Post(Action<IJournalStore> job)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(Ended, this);
            jobs.Enqueue(job);
            Monitor.Pulse(gate);
        }
    }

    /// <summary>The next group, in the order of arrival, after waiting for one to come; empty after a while without any.</summary>
    public Work Take(TimeSpan patience)
    {
        lock (gate)
        {
            if (waiting.Count == 0 && jobs.Count == 0 && !(stopping && places == 0)) Monitor.Wait(gate, patience);
            List<Waiting> group = [];
            var packed = 0L;
            while (group.Count < options.GroupDeliveries && packed < options.GroupBytes && waiting.TryDequeue(out var next))
            {
                packed += next.Body.Bytes.Length;
                group.Add(next);
            }
            beingWritten = group;
            Action<IJournalStore>[] tasks = [.. jobs];
            jobs.Clear();
            var refused = refusals;
            refusals = [];
            if (stopping && group.Count == 0 && tasks.Length == 0 && places == 0) Ended = true;
            return new Work(group, tasks, refused, Ended);
        }
    }

    /// <summary>The group is written, or its deliveries were refused: their places are free again.</summary>
    public void Done(string? refused = null)
    {
        lock (gate)
        {
            foreach (var delivery in beingWritten)
            {
                (places, bytes) = (places - 1, bytes - delivery.Delivery.Body.Length);
                if (refused is not null) Add(refusals, new Refusal(delivery.Delivery.Door, delivery.Delivery.Source, refused), 1);
            }
            beingWritten = [];
        }
    }

    /// <summary>Counts that could not be written are written with the next group.</summary>
    public void PutBack(IReadOnlyDictionary<Refusal, long> refused)
    {
        lock (gate)
        {
            foreach (var (refusal, count) in refused) Add(refusals, refusal, count);
        }
    }

    /// <summary>Turns deliveries away for a while, without trying to write them.</summary>
    public void RefuseFor(string reason, TimeSpan span)
    {
        lock (gate) refusing = (reason, time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency));
    }

    /// <summary>Lets nobody in any more; those inside are still written.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.Pulse(gate);
        }
    }

    /// <summary>All that was counted, at one moment.</summary>
    public LineCounts Counts()
    {
        lock (gate)
        {
            var inFlight = new Dictionary<Entrance, long>(atTheDoor);
            foreach (var delivery in waiting.Concat(beingWritten)) Add(inFlight, delivery.Entrance, 1);
            return new LineCounts(new Dictionary<Entrance, long>(entered), inFlight, new Dictionary<Refusal, long>(refusals));
        }
    }

    public bool Ended { get; private set; }

    private string? Refuses(long size)
    {
        if (stopping) return RefusalReasons.Stopping;
        if (refusing is { } now && time.GetTimestamp() < now.Until) return now.Reason;
        return places >= options.WaitingDeliveries || (places > 0 && bytes + size > options.WaitingBytes) ? RefusalReasons.Busy : null;
    }

    private static void Add<TKey>(Dictionary<TKey, long> counts, TKey key, long by) where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + by;
}

/// <summary>What the writer does next.</summary>
internal sealed record Work(
    IReadOnlyList<Waiting> Group, IReadOnlyList<Action<IJournalStore>> Jobs, IReadOnlyDictionary<Refusal, long> Refusals, bool Ended);

/// <summary>Deliveries since the start that came in, are inside now, and were refused but not yet written as such.</summary>
internal sealed record LineCounts(
    IReadOnlyDictionary<Entrance, long> Entered, IReadOnlyDictionary<Entrance, long> InFlight, IReadOnlyDictionary<Refusal, long> Refusals);
