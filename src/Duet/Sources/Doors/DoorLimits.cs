namespace Duet.Sources.Doors;

/// <summary>How much the doors take from one sender, and at once.</summary>
internal sealed record DoorLimits
{
    /// <summary>Of a body, compressed or not.</summary>
    public int BodyBytes { get; init; } = 5 << 20;
    public int ItemBytes { get; init; } = 1 << 20;
    public int Items { get; init; } = 1_000;

    /// <summary>Members of one item, with those of the objects in it.</summary>
    public int Members { get; init; } = 1_000;
    public int Depth { get; init; } = 64;
    public int TextLength { get; init; } = 500;

    /// <summary>Different names of measurements from one source: each is a line that somebody must be able to choose.</summary>
    public int MeasurementNames { get; init; } = 2_000;

    /// <summary>Different sources named by senders.</summary>
    public int Sources { get; init; } = 200;

    /// <summary>Of one key, and of one source; twice as many may come at once after a rest.</summary>
    public int RequestsPerSecond { get; init; } = 5_000;

    /// <summary>Requests worked on at one time; one key has at most half of them.</summary>
    public int AtOnce { get; init; } = 256;

    /// <summary>Bytes a second below which a sender is cut off, after <see cref="SlowGrace"/>.</summary>
    public int LeastBytesPerSecond { get; init; } = 240;
    public TimeSpan SlowGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far a sender's clock may run ahead of ours.</summary>
    public TimeSpan ClockAhead { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Before that nobody deployed, built or measured what is of interest here.</summary>
    public DateTimeOffset Earliest { get; init; } = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
