using System.Buffers.Binary;
using System.Security.Cryptography;
using Duet.Platform;

namespace Duet.Access;

/// <summary>
/// Seals the end of the audit log with a key that is in the data directory and not in the database, so that whoever can only
/// write the database cannot shorten the log, or write it anew, and have it look whole.
/// </summary>
internal sealed class AuditKey(DataDirectory data)
{
    private const int Size = 32;
    private byte[]? known;

    private string File => Path.Combine(data.KeysFolder, "audit.key");

    /// <summary>The key; null where none was made yet, or it is gone.</summary>
    public byte[]? Read()
    {
        try
        {
            return known ??= System.IO.File.ReadAllBytes(File) is { Length: Size } bytes ? bytes : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Makes the key; there must be none.</summary>
    public byte[] Make()
    {
        var made = RandomNumberGenerator.GetBytes(Size);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(File, options))
            file.Write(made);
        return known = made;
    }

    /// <summary>HMAC-SHA256 over the number of a record and its hash.</summary>
    public static byte[] SealOf(byte[] key, long number, byte[] hash)
    {
        Span<byte> sealedBytes = stackalloc byte[sizeof(long) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(sealedBytes, number);
        hash.CopyTo(sealedBytes[sizeof(long)..]);
        return HMACSHA256.HashData(key, sealedBytes);
    }
}
