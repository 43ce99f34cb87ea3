using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Duet.Platform.Journal;

/// <summary>
/// Keys and contents as 64 bits of SHA-256. Two different keys that meet in one number have different contents: the second is
/// put aside as a conflict, visibly, never dropped.
/// </summary>
internal static class KeyHash
{
    public static long Delivery(RawDelivery delivery, long body) => delivery.DeliveryId is { } id
        ? Of('d', delivery.Source, delivery.Door, id)
        : Mix(Of('b', delivery.Source, delivery.Door, ""), body);

    public static long Item(RawDelivery delivery, string key) => Of('i', delivery.Source, delivery.Door, key);

    /// <summary>The number under which the second, different content of a key is known.</summary>
    public static long Variant(long key, long content) => Mix(key, content);

    public static long Content(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadInt64LittleEndian(digest);
    }

    private static long Mix(long first, long second)
    {
        Span<byte> both = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(both, first);
        BinaryPrimitives.WriteInt64LittleEndian(both[8..], second);
        return Content(both);
    }

    private static long Of(char kind, string source, string door, string key)
    {
        // NUL cannot stand in a source's or a door's name: no two triples read the same.
        var length = Encoding.UTF8.GetMaxByteCount(source.Length + door.Length + key.Length + 3);
        var rented = length > 512 ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> text = rented ?? stackalloc byte[512];
        text[0] = (byte)kind;
        var at = 1;
        at += Encoding.UTF8.GetBytes(source, text[at..]);
        text[at++] = 0;
        at += Encoding.UTF8.GetBytes(door, text[at..]);
        text[at++] = 0;
        at += Encoding.UTF8.GetBytes(key, text[at..]);
        var hash = Content(text[..at]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }
}
