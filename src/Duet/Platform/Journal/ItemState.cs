namespace Duet.Platform.Journal;

/// <summary>Where an item stands. Kept as one byte: the numbers do not change.</summary>
internal enum ItemState : byte
{
    /// <summary>Accepted, and not yet mapped.</summary>
    Pending = 0,
    Mapped = 1,
    Ignored = 2,
    Duplicate = 3,
    Quarantined = 4,

    /// <summary>A person looked at it and left it out.</summary>
    Discarded = 5,
}
