using Duet.Engine.Facts;

namespace Duet.Platform.Journal;

/// <summary>
/// Makes facts of the deliveries of one door: a pure function of the bytes, called when they are projected, when an item is
/// replayed and when the facts are rebuilt. Deliveries may come in any order.
/// </summary>
internal interface IDeliveryMap
{
    string Door { get; }

    /// <summary>
    /// One result for each item of the delivery. A throw, or more than ten seconds, puts all items of the delivery aside: an item
    /// that cannot be read should be named by <see cref="MappedItem.Problem"/>, so that its neighbours are taken.
    /// </summary>
    IReadOnlyList<MappedItem> Map(StoredDelivery delivery);
}

/// <param name="Door">The door it came through.</param>
/// <param name="Source">The source its facts belong to.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Body">The raw bytes.</param>
/// <param name="ContentType">As the sender named it.</param>
internal sealed record StoredDelivery(string Door, string Source, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Body, string ContentType);

/// <summary>What one item becomes.</summary>
/// <param name="Index">Its place in the delivery.</param>
/// <param name="Facts">
/// Facts, which replace rows with their key, and patches (<see cref="PatchOfAttribute"/>), which change columns of rows that exist.
/// </param>
/// <param name="Problem">Why it cannot be mapped; null where it can.</param>
/// <param name="Detail">More for the person who looks at it.</param>
/// <param name="Ignored">Understood, and none of our business.</param>
internal sealed record MappedItem(int Index, IReadOnlyList<object> Facts, string? Problem = null, string? Detail = null, bool Ignored = false);
