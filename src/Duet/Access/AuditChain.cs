using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Duet.Access;

/// <summary>
/// Binds each record of the audit log to all before it: SHA-256 over its columns, each with its length in front so that
/// nothing can move from one to the next, and over the hash of its predecessor.
/// </summary>
internal static class AuditChain
{
    public static byte[] Start { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>What both databases store of an instant.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    public static byte[] HashOf(long number, DateTimeOffset at, AuditEntry entry, byte[] previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, number);
        Append(hash, at.UtcTicks);
        foreach (var text in (ReadOnlySpan<string?>)[entry.Actor, entry.Action, entry.Object, entry.Reason, entry.Before, entry.After])
            Append(hash, text);
        hash.AppendData(previous);
        return hash.GetHashAndReset();
    }

    /// <summary>True where the record is the one that was written after <paramref name="previous"/>.</summary>
    public static bool Holds(AuditRecord record, long number, byte[] previous) =>
        record.Number == number
        && record.PreviousHash.AsSpan().SequenceEqual(previous)
        && record.Hash.AsSpan().SequenceEqual(HashOf(record.Number, record.At, Of(record), previous));

    public static AuditEntry Of(AuditRecord record) =>
        new(record.Actor, record.Action, record.Object, record.Reason, record.Before, record.After);

    private static void Append(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        if (text is null)
        {
            Append(hash, -1);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
