namespace Duet.Platform.Journal;

/// <summary>How much the journal takes on.</summary>
internal sealed record JournalOptions
{
    /// <summary>Deliveries that may wait to be written; further ones are refused.</summary>
    public int WaitingDeliveries { get; init; } = 5_000;

    /// <summary>What their bodies may come to; one delivery alone may be larger.</summary>
    public long WaitingBytes { get; init; } = 96L << 20;

    /// <summary>Deliveries written by one commit.</summary>
    public int GroupDeliveries { get; init; } = 2_000;

    /// <summary>Compressed bytes written by one commit.</summary>
    public long GroupBytes { get; init; } = 8L << 20;

    /// <summary>Room on the disk that is left free, so that the server can still read, prune and stop in order.</summary>
    public long ReserveBytes { get; init; } = 64L << 20;

    /// <summary>Memory for telling keys of former days from new ones without reading the disk.</summary>
    public long FilterBytes { get; init; } = 64L << 20;

    /// <summary>Seed of the jitter in what refused senders are told to wait.</summary>
    public int Seed { get; init; } = 1;
}
