namespace Duet.Engine.Facts.DuckDb;

/// <summary>How much of the machine the fact store may use.</summary>
public sealed record FactStoreOptions
{
    public static FactStoreOptions Default { get; } = new();

    /// <summary>What DuckDB may hold in memory before it spills to disk, at least 64. The process needs 100 to 300 MB on top.</summary>
    public int MemoryLimitMegabytes
    {
        get;
        init => field = value >= 64 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 64 MB.");
    } = 512;

    /// <summary>Threads of DuckDB, shared by all connections; at least 1.</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1.");
    } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Statements that may be read at the same time; further ones wait. At least 1.</summary>
    public int ReadConnections
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1.");
    } = 4;

    /// <summary>Where the times in the ledger come from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
