namespace Duet.Platform.Journal;

/// <summary>What became of a delivery. <see cref="ReceiptKind.Kept"/> and <see cref="ReceiptKind.Duplicate"/> may be answered with 2xx.</summary>
/// <param name="Kind">Kept, known already, or refused.</param>
/// <param name="RetryAfter">Whole seconds after which a refused sender may come again.</param>
/// <param name="Reason">Why it was refused: one of <see cref="RefusalReasons"/>.</param>
/// <param name="Items">A verdict for each item of a kept or known delivery, in its order; empty where it was refused.</param>
internal sealed record Receipt(ReceiptKind Kind, TimeSpan? RetryAfter, string? Reason, IReadOnlyList<ItemVerdict> Items);

internal enum ReceiptKind
{
    /// <summary>On disk, together with what was decided about its items.</summary>
    Kept,

    /// <summary>The same delivery is on disk already.</summary>
    Duplicate,

    /// <summary>Nothing was kept: the sender still owns it.</summary>
    Refused,
}

/// <param name="Outcome">Accepted, known already, or put aside.</param>
/// <param name="Problem">Why it was put aside, now or when it first came: <c>conflict</c> where its id came with other bytes before.</param>
internal readonly record struct ItemVerdict(ItemOutcome Outcome, string? Problem);

internal enum ItemOutcome
{
    Accepted,
    Duplicate,
    Quarantined,
}

/// <summary>Why the journal refuses a delivery.</summary>
internal static class RefusalReasons
{
    /// <summary>Too much waits to be written: 429.</summary>
    public const string Busy = "busy";

    /// <summary>The disk's reserve is reached, or the disk is full: 503.</summary>
    public const string DiskFull = "disk-full";

    /// <summary>Another process holds the database, or it cannot be reached: 503.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The server is stopping: 503.</summary>
    public const string Stopping = "stopping";

    /// <summary>The sender went away before anything was kept.</summary>
    public const string Cancelled = "cancelled";
}
