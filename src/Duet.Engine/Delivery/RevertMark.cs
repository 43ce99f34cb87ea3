namespace Duet.Engine.Delivery;

/// <summary>What a message says it reverts. At least one of the three ways to name it is given.</summary>
public sealed record RevertMark
{
    /// <summary>True where an earlier revert is taken back, so that the work is in again.</summary>
    public bool IsReapply { get; init; }

    /// <summary>Subject of the commit that is taken back (for a re-apply: of the revert); null where not told.</summary>
    public string? Subject { get; init; }

    /// <summary>Ids of the commits taken back, full or abbreviated, lower-case.</summary>
    public IReadOnlyList<string> Shas { get; init; } = [];

    /// <summary>The forge's number of the change taken back; null where not told.</summary>
    public int? Number { get; init; }
}
