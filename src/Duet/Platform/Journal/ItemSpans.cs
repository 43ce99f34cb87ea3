using System.Runtime.InteropServices;

namespace Duet.Platform.Journal;

/// <summary>Where the items of a delivery lie in its body, so that one of a thousand can be looked at alone.</summary>
internal static class ItemSpans
{
    /// <summary>Gaps and lengths as 7-bit numbers; null where the one item is the body, or an item does not lie in it in order.</summary>
    public static byte[]? Pack(ReadOnlyMemory<byte> body, IReadOnlyList<DeliveryItem> items)
    {
        if (items.Count == 0 || (items.Count == 1 && items[0].Bytes.Length == body.Length)) return null;

        using var stream = new MemoryStream(items.Count * 3);
        using var writer = new BinaryWriter(stream);
        var end = 0;
        foreach (var item in items)
        {
            if (!Find(body, item.Bytes, out var start) || start < end) return null;
            writer.Write7BitEncodedInt(start - end);
            writer.Write7BitEncodedInt(item.Bytes.Length);
            end = start + item.Bytes.Length;
        }
        return stream.ToArray();
    }

    /// <summary>The bytes of one item; the whole body where it is not known where the item lies.</summary>
    public static ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> body, byte[]? spans, int index)
    {
        if (spans is null) return body;

        using var reader = new BinaryReader(new MemoryStream(spans));
        var end = 0;
        for (var i = 0; ; i++)
        {
            var start = end + reader.Read7BitEncodedInt();
            var length = reader.Read7BitEncodedInt();
            if (i == index) return body.Slice(start, length);
            end = start + length;
        }
    }

    private static bool Find(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> item, out int start)
    {
        start = 0;
        if (!MemoryMarshal.TryGetArray(body, out var whole) || !MemoryMarshal.TryGetArray(item, out var part) || whole.Array != part.Array)
            return false;
        start = part.Offset - whole.Offset;
        return start >= 0 && start + part.Count <= whole.Count;
    }
}
