using System.Runtime.InteropServices;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>
/// Tells for most keys that a day does not know them, without reading the disk: a Bloom filter whose six bits for a key lie in
/// one cache line (Putze, Sanders and Singler 2007), about 10 bits a key for one to two false alarms in a hundred.
/// </summary>
internal sealed class KeyFilter
{
    private const int BitsPerKey = 10;
    private const int WordsPerBlock = 8;
    private const int Probes = 6;

    private readonly ulong[] words;
    private readonly ulong blocks;

    private KeyFilter(ulong[] words) => (this.words, blocks) = (words, (ulong)(words.Length / WordsPerBlock));

    public long SizeBytes => words.Length * sizeof(ulong);

    /// <summary>What a filter for so many keys takes.</summary>
    public static long SizeFor(long keys) => Math.Max(1, ((keys * BitsPerKey) + 511) / 512) * 64;

    public static KeyFilter Of(IEnumerable<long> hashes, long count)
    {
        var filter = new KeyFilter(new ulong[SizeFor(count) / sizeof(ulong)]);
        foreach (var hash in hashes) filter.Add(hash);
        return filter;
    }

    /// <summary>Null where the bytes are no filter.</summary>
    public static KeyFilter? Read(byte[] bytes) =>
        bytes.Length == 0 || bytes.Length % 64 != 0 ? null : new KeyFilter(MemoryMarshal.Cast<byte, ulong>(bytes).ToArray());

    public byte[] ToBytes() => MemoryMarshal.AsBytes<ulong>(words).ToArray();

    /// <summary>False where the key is certainly not there.</summary>
    public bool MayHold(long hash)
    {
        var block = Block(hash);
        var bits = (ulong)hash;
        for (var i = 0; i < Probes; i++, bits >>= 9)
        {
            if ((words[block + (int)((bits >> 6) & 7)] & (1UL << (int)(bits & 63))) == 0) return false;
        }
        return true;
    }

    private void Add(long hash)
    {
        var block = Block(hash);
        var bits = (ulong)hash;
        for (var i = 0; i < Probes; i++, bits >>= 9) words[block + (int)((bits >> 6) & 7)] |= 1UL << (int)(bits & 63);
    }

    // The upper bits choose the line and the lower ones the bits in it; for that many lines they barely overlap.
    private int Block(long hash) => (int)Math.BigMul((ulong)hash, blocks, out _) * WordsPerBlock;
}
