namespace Duet.Platform.Journal;

/// <summary>Changes of one balance, or a sum of them.</summary>
internal sealed class Tally
{
    public long Received { get; set; }
    public long Journaled { get; set; }
    public long Duplicate { get; set; }
    public long Items { get; set; }
    public long Mapped { get; set; }
    public long Ignored { get; set; }
    public long DuplicateItems { get; set; }
    public long Quarantined { get; set; }

    /// <summary>Counts an item in, or (with -1) out, of what it has become.</summary>
    public void Count(ItemState state, int by)
    {
        switch (state)
        {
            case ItemState.Mapped: Mapped += by; break;
            case ItemState.Ignored or ItemState.Discarded: Ignored += by; break;
            case ItemState.Duplicate: DuplicateItems += by; break;
            case ItemState.Quarantined: Quarantined += by; break;
            case ItemState.Pending: break;
        }
    }

    public void Add(Tally other)
    {
        Received += other.Received;
        Journaled += other.Journaled;
        Duplicate += other.Duplicate;
        Items += other.Items;
        Mapped += other.Mapped;
        Ignored += other.Ignored;
        DuplicateItems += other.DuplicateItems;
        Quarantined += other.Quarantined;
    }
}

/// <summary>Which balance: the deliveries of one source that came through one door.</summary>
internal readonly record struct Entrance(string Door, string Source);
