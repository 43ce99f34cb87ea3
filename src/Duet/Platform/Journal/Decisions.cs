using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal;

/// <summary>
/// Decides, one delivery after the other, what is new, known, or another thing under a known key, and collects what must be
/// written for it. Made for one group and used by the one writer, so that of two senders of one key exactly one is first.
/// </summary>
internal sealed class Decisions(IJournalStore store, DateOnly day, DateTimeOffset now)
{
    public const string Conflict = "conflict";

    private readonly HashSet<long> asked = [];
    private Dictionary<long, long> known = [];

    public JournalGroup Group { get; } = new(day);

    /// <summary>The answers to the deliveries, in their order.</summary>
    public IReadOnlyList<Receipt> Decide(IReadOnlyList<Waiting> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            asked.Add(delivery.Key);
            foreach (var item in delivery.Items)
            {
                if (item is { Key: { } key, Problem: null }) asked.Add(key);
            }
        }
        known = store.Find(asked);
        return [.. deliveries.Select(Decide)];
    }

    private Receipt Decide(Waiting delivery)
    {
        var tally = Group.TallyOf(delivery.Entrance);
        tally.Received++;

        var standing = Register(delivery.Key, delivery.BodyContent);
        if (standing is Standing.Known or Standing.KnownConflict)
        {
            tally.Duplicate++;
            var problem = standing == Standing.KnownConflict ? Conflict : null;
            return new Receipt(ReceiptKind.Duplicate, null, null, [.. delivery.Items.Select(_ => new ItemVerdict(ItemOutcome.Duplicate, problem))]);
        }

        var seq = ++store.LastSeq;
        var states = new byte[delivery.Items.Count];
        var verdicts = new ItemVerdict[states.Length];
        for (var i = 0; i < states.Length; i++)
        {
            var item = delivery.Items[i];
            verdicts[i] = standing == Standing.Conflict ? new ItemVerdict(ItemOutcome.Quarantined, Conflict) : Decide(item);
            var state = StateOf(verdicts[i].Outcome);
            states[i] = (byte)state;
            tally.Count(state, 1);
            if (state == ItemState.Quarantined)
                Group.Asides.Add(new Aside(seq, i, verdicts[i].Problem!, item.Detail, 0, now));
        }
        tally.Journaled++;
        tally.Items += states.Length;
        Group.Rows.Add(new JournalRow
        {
            Seq = seq,
            Day = Group.Day,
            Door = delivery.Delivery.Door,
            Source = delivery.Delivery.Source,
            DeliveryId = delivery.Delivery.DeliveryId,
            ReceivedAt = delivery.Delivery.ReceivedAt,
            ContentType = delivery.Delivery.ContentType,
            CanBeFetchedAgain = delivery.Delivery.CanBeFetchedAgain,
            Body = delivery.Body,
            States = states,
            Spans = delivery.Spans,
        });
        return new Receipt(ReceiptKind.Kept, null, null, verdicts);
    }

    private ItemVerdict Decide(WaitingItem item)
    {
        if (item.Problem is { } problem)
        {
            // Its key stays free for the mended one; the same broken bytes again are no second case.
            var again = item.Key is { } broken && Register(KeyHash.Variant(broken, item.Content), item.Content) != Standing.New;
            return new ItemVerdict(again ? ItemOutcome.Duplicate : ItemOutcome.Quarantined, problem);
        }
        return item.Key is not { } key ? new ItemVerdict(ItemOutcome.Accepted, null) : Register(key, item.Content) switch
        {
            Standing.New => new ItemVerdict(ItemOutcome.Accepted, null),
            Standing.Known => new ItemVerdict(ItemOutcome.Duplicate, null),
            Standing.KnownConflict => new ItemVerdict(ItemOutcome.Duplicate, Conflict),
            _ => new ItemVerdict(ItemOutcome.Quarantined, Conflict),
        };
    }

    private Standing Register(long key, long content)
    {
        if (!Find(key, out var first))
        {
            Add(key, content);
            return Standing.New;
        }
        if (first == content) return Standing.Known;

        var variant = KeyHash.Variant(key, content);
        if (Find(variant, out _)) return Standing.KnownConflict;
        Add(variant, content);
        return Standing.Conflict;
    }

    private bool Find(long key, out long content)
    {
        // Variants are rare, and not asked for beforehand.
        if (asked.Add(key) && store.Find([key]).TryGetValue(key, out var found)) known[key] = found;
        return known.TryGetValue(key, out content);
    }

    private void Add(long key, long content)
    {
        known[key] = content;
        Group.Keys.Add(new KnownKey(key, content));
    }

    private static ItemState StateOf(ItemOutcome outcome) => outcome switch
    {
        ItemOutcome.Accepted => ItemState.Pending,
        ItemOutcome.Duplicate => ItemState.Duplicate,
        _ => ItemState.Quarantined,
    };

    private enum Standing
    {
        New,
        Known,
        Conflict,
        KnownConflict,
    }
}
