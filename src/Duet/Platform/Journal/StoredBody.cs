using System.Buffers;
using System.IO.Compression;

namespace Duet.Platform.Journal;

/// <summary>The bytes of a delivery as they lie on disk.</summary>
/// <param name="Codec">How they are packed.</param>
/// <param name="Size">Bytes when unpacked.</param>
/// <param name="Bytes">Packed.</param>
internal readonly record struct StoredBody(BodyCodec Codec, int Size, byte[] Bytes)
{
    // Below that a packer's own setting up costs more than it saves.
    private const int WorthPacking = 256;
    private const int Quality = 1;
    private const int Window = 22;

    public static StoredBody Pack(ReadOnlySpan<byte> body)
    {
        if (body.Length >= WorthPacking)
        {
            var rented = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
            try
            {
                if (BrotliEncoder.TryCompress(body, rented, out var written, Quality, Window) && written < body.Length)
                    return new StoredBody(BodyCodec.Brotli, body.Length, rented.AsSpan(0, written).ToArray());
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
        return new StoredBody(BodyCodec.Plain, body.Length, body.ToArray());
    }

    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public byte[] Unpack()
    {
        if (Codec == BodyCodec.Plain) return Bytes;
        var body = new byte[Size];
        if (!BrotliDecoder.TryDecompress(Bytes, body, out var written) || written != Size)
            throw new InvalidDataException("A delivery in the journal cannot be unpacked.");
        return body;
    }
}

/// <summary>Kept as a number: the numbers do not change.</summary>
internal enum BodyCodec
{
    Plain = 0,
    Brotli = 1,
}
