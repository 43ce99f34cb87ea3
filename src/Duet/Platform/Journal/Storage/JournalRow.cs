namespace Duet.Platform.Journal.Storage;

/// <summary>A delivery as it lies in the journal or its archive.</summary>
internal sealed record JournalRow
{
    /// <summary>Grows with every delivery, over all days; has gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>The UTC day it is filed under.</summary>
    public required DateOnly Day { get; init; }
    public required string Door { get; init; }
    public required string Source { get; init; }
    public string? DeliveryId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string ContentType { get; init; }
    public required bool CanBeFetchedAgain { get; init; }
    public required StoredBody Body { get; init; }

    /// <summary>One <see cref="ItemState"/> an item: as it stands now.</summary>
    public required byte[] States { get; init; }

    /// <summary>See <see cref="ItemSpans"/>.</summary>
    public byte[]? Spans { get; init; }

    public Entrance Entrance => new(Door, Source);
    public StoredDelivery Unpack() => new(Door, Source, ReceivedAt, Body.Unpack(), ContentType);
}
