namespace Duet.Platform.Journal;

/// <summary>One request, batch or fetched page, as it came through a door.</summary>
internal sealed record RawDelivery
{
    /// <summary>The kind of entrance, such as <c>events</c> or <c>github</c>; names the <see cref="IDeliveryMap"/> that reads it.</summary>
    public required string Door { get; init; }

    /// <summary>The source whose facts it becomes.</summary>
    public required string Source { get; init; }

    /// <summary>The sender's id of this delivery; without one its body tells whether it came before.</summary>
    public string? DeliveryId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw bytes, decompressed.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
    public required string ContentType { get; init; }

    /// <summary>True where we fetched it and can do so again: not archived when the journal is pruned.</summary>
    public bool CanBeFetchedAgain { get; init; }
    public required IReadOnlyList<DeliveryItem> Items { get; init; }
}

/// <summary>One thing a delivery tells.</summary>
/// <param name="Key">The sender's message id, unique within source and door; null where there is none.</param>
/// <param name="Bytes">The item as it was sent: tells the same message from another one under its id.</param>
/// <param name="Problem">Why it must be put aside at once, such as <c>clock</c>; null where it may be mapped.</param>
/// <param name="Detail">More for the person who looks at it.</param>
internal readonly record struct DeliveryItem(string? Key, ReadOnlyMemory<byte> Bytes, string? Problem = null, string? Detail = null);
