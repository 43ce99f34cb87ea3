using System.Text;
using Duet.Platform.Journal.Storage;

namespace Duet.Platform.Journal.Quarantining;

/// <summary>An item as a person looks at it.</summary>
internal sealed record QuarantinedItem
{
    // A page is no place for megabytes.
    private const int LongestText = 64 * 1024;

    public required Aside Aside { get; init; }
    public required string Door { get; init; }
    public required string Source { get; init; }
    public required string? DeliveryId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string ContentType { get; init; }

    /// <summary>Items of its delivery.</summary>
    public required int Items { get; init; }
    public required int SizeBytes { get; init; }

    /// <summary>The beginning of its bytes as text; what is no UTF-8 is shown as replacement characters.</summary>
    public required string Text { get; init; }
    public required bool IsCut { get; init; }

    public static QuarantinedItem Of(JournalRow row, Aside aside)
    {
        var bytes = Bytes(row, aside.Item);
        return new QuarantinedItem
        {
            Aside = aside,
            Door = row.Door,
            Source = row.Source,
            DeliveryId = row.DeliveryId,
            ReceivedAt = row.ReceivedAt,
            ContentType = row.ContentType,
            Items = row.States.Length,
            SizeBytes = bytes.Length,
            Text = Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, LongestText)]),
            IsCut = bytes.Length > LongestText,
        };
    }

    private static ReadOnlyMemory<byte> Bytes(JournalRow row, int item)
    {
        try
        {
            return ItemSpans.Slice(row.Body.Unpack(), row.Spans, item);
        }
        catch (InvalidDataException)
        {
            // Damaged: its packed bytes are all there is.
            return row.Body.Bytes;
        }
    }
}
