namespace Duet.Engine.Facts;

/// <summary>The fact store cannot be opened, read or written for a reason outside of the program. The message says what helps.</summary>
public sealed class FactStoreException(FactStoreFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public FactStoreFault Fault { get; } = fault;
}

public enum FactStoreFault
{
    /// <summary>Another process, or another store of this process, has the file open.</summary>
    InUse,

    /// <summary>A newer version of the program wrote the file.</summary>
    TooNew,

    /// <summary>The file is no fact store, or it is damaged.</summary>
    Damaged,

    /// <summary>No room is left for the facts or for temporary files.</summary>
    DiskFull,

    /// <summary>A statement needs more memory than the store may use.</summary>
    OutOfMemory,

    /// <summary>The file system refuses.</summary>
    NoAccess,

    /// <summary>Anything else the database reports.</summary>
    Failed,
}
