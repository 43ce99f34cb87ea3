namespace Duet.Platform.Journal.Storage;

/// <summary>
/// Where the journal lies. <see cref="Find"/> and everything that writes is called by one thread; everything that reads by any.
/// A storage that is full or out of reach throws <see cref="JournalStoreException"/> and has written nothing.
/// </summary>
internal interface IJournalStore : IDisposable
{
    /// <summary>The number given last, 0 before the first. Raised by whoever knows of later ones.</summary>
    long LastSeq { get; set; }

    /// <summary>The latest day that is there: no delivery is filed under an earlier one, whatever the clock says.</summary>
    DateOnly LastDay { get; }

    /// <summary>Room left where the journal lies; <see cref="long.MaxValue"/> where that cannot be told.</summary>
    long FreeBytes { get; }

    /// <summary>Those of the keys that any retained day knows, with the digests of their contents.</summary>
    Dictionary<long, long> Find(IReadOnlyCollection<long> hashes);

    /// <summary>Writes a group in one transaction and returns once it is durable.</summary>
    void Write(JournalGroup group);

    /// <summary>Writes what became of items, in one transaction a day.</summary>
    void Settle(IReadOnlyList<Settlement> settlements);

    /// <summary>Deliveries after a number, in order: at most so many, and no more once their packed bodies come to so many bytes.</summary>
    IReadOnlyList<JournalRow> Read(long after, int rows, long bytes);

    /// <summary>The days that are there, oldest first; the first may be <see cref="JournalDay.Kept"/>.</summary>
    IReadOnlyList<JournalDay> Days();

    /// <summary>
    /// Takes a day out but for what waits in quarantine and the deliveries named, which move to <see cref="JournalDay.Kept"/>, and for
    /// its tallies. May be interrupted at any point.
    /// </summary>
    void Prune(DateOnly day, IReadOnlySet<long> keep);

    /// <summary>One delivery; null where it is not in the journal any more.</summary>
    JournalRow? RowAt(long seq);

    /// <summary>Items in quarantine, newest first, from behind a place.</summary>
    IReadOnlyList<AsideRow> Asides(AsideFilter filter, AsidePlace? before, int count);

    /// <summary>Items in quarantine by reason, source and door, most first.</summary>
    IReadOnlyList<AsideCount> CountAsides();

    /// <summary>The tallies of all days there ever were, what was refused, and the items not yet settled.</summary>
    JournalSums Sums();
}

/// <summary>What a store knows about the balances.</summary>
internal sealed record JournalSums(
    IReadOnlyDictionary<Entrance, Tally> Tallies,
    IReadOnlyDictionary<Refusal, long> Refusals,
    IReadOnlyDictionary<Entrance, long> Pending);
