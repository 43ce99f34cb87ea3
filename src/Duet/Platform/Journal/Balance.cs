namespace Duet.Platform.Journal;

/// <summary>
/// What came through one door for one source, and what became of it. <see cref="Received"/> is counted when a delivery comes
/// in, apart from all else, so that a delivery lost on the way shows.
/// </summary>
internal sealed record Balance
{
    public required string Door { get; init; }
    public required string Source { get; init; }
    public long Received { get; init; }
    public long Journaled { get; init; }
    public long Duplicate { get; init; }
    public IReadOnlyDictionary<string, long> RefusedBy { get; init; } = new Dictionary<string, long>();

    /// <summary>Deliveries that came in and are being written now: 0 at rest.</summary>
    public long InFlight { get; init; }

    /// <summary>Items of the journaled deliveries.</summary>
    public long Items { get; init; }
    public long Mapped { get; init; }

    /// <summary>Of no interest to the map, or discarded by a person.</summary>
    public long Ignored { get; init; }
    public long DuplicateItems { get; init; }

    /// <summary>Items that wait for a person.</summary>
    public long Quarantined { get; init; }

    /// <summary>Items of deliveries that the projector has not come to: 0 at rest.</summary>
    public long Pending { get; init; }

    public long Refused => RefusedBy.Values.Sum();
    public bool DeliveriesHold => Received == Journaled + Duplicate + Refused + InFlight;
    public bool ItemsHold => Items == Mapped + Ignored + DuplicateItems + Quarantined + Pending;
    public bool Holds => DeliveriesHold && ItemsHold;
}
