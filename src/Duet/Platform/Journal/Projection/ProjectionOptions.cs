namespace Duet.Platform.Journal.Projection;

/// <summary>How deliveries are made into facts.</summary>
internal sealed record ProjectionOptions
{
    /// <summary>What a map may take for one delivery.</summary>
    public TimeSpan MapLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a map that fails is tried.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Maps of one door that may hang at the same time before its deliveries are put aside untried.</summary>
    public int Hanging { get; init; } = 3;

    /// <summary>From the start of one round to the next, so that a stream of deliveries comes in batches.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long to wait after the journal or the facts could not be reached.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Deliveries, and their packed bytes, of one round.</summary>
    public int RoundDeliveries { get; init; } = 1_000;
    public long RoundBytes { get; init; } = 2L << 20;
}
