using System.Buffers.Binary;

namespace Duet.Engine.Delivery;

/// <summary>Interns object ids (20 bytes for SHA-1, 32 for SHA-256) as dense numbers in open addressing.</summary>
internal sealed class CommitIds
{
    private byte[] bytes;
    private int[] slots;
    private int[]? sorted;

    public CommitIds(int capacity)
    {
        bytes = new byte[Math.Max(capacity, 16) * 20];
        slots = new int[SlotsFor(capacity)];
    }

    public int Count { get; private set; }

    /// <summary>Bytes of one id; 0 before the first.</summary>
    public int Width { get; private set; }

    /// <summary>The number of an id, new or known.</summary>
    /// <exception cref="FormatException">Not 40 or 64 hexadecimal digits, or not as long as the ids before.</exception>
    public int Intern(ReadOnlySpan<char> sha)
    {
        Span<byte> id = stackalloc byte[32];
        if (!TryParse(sha, id, out var width) || (Width != 0 && width != Width))
            throw new FormatException("Not an object id of this repository.");
        Width = width;
        id = id[..width];
        var slot = Probe(id);
        if (slots[slot] != 0)
            return slots[slot] - 1;
        if ((Count + 1) * width > bytes.Length)
            Array.Resize(ref bytes, checked(Math.Max(bytes.Length * 2, width * 16)));
        id.CopyTo(bytes.AsSpan(Count * width));
        slots[slot] = ++Count;
        sorted = null;
        if (Count * 2 > slots.Length)
            Grow();
        return Count - 1;
    }

    public int Find(ReadOnlySpan<char> sha)
    {
        Span<byte> id = stackalloc byte[32];
        return TryParse(sha, id, out var width) && width == Width ? slots[Probe(id[..width])] - 1 : -1;
    }

    public int FindAbbreviated(ReadOnlySpan<char> prefix)
    {
        if (prefix.Length < 4 || prefix.Length > Width * 2 || prefix.ContainsAnyExcept(Hex))
            return -1;
        if (prefix.Length == Width * 2)
            return Find(prefix);
        Span<char> low = stackalloc char[64];
        low.Fill('0');
        prefix.CopyTo(low);
        Span<byte> from = stackalloc byte[32];
        TryParse(low[..(Width * 2)], from, out _);
        var order = sorted ??= Sort();
        var at = LowerBound(order, from[..Width]);
        if (at == order.Length || !StartsWith(order[at], prefix))
            return -1;
        return at + 1 < order.Length && StartsWith(order[at + 1], prefix) ? -1 : order[at];
    }

    public string Text(int number) => Convert.ToHexStringLower(Id(number));

    private static readonly System.Buffers.SearchValues<char> Hex = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private ReadOnlySpan<byte> Id(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)Count, nameof(number));
        return bytes.AsSpan(number * Width, Width);
    }

    private static int SlotsFor(int capacity) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 16) * 2);

    private static bool TryParse(ReadOnlySpan<char> sha, Span<byte> id, out int width)
    {
        width = sha.Length / 2;
        return sha.Length is 40 or 64
            && Convert.FromHexString(sha, id, out _, out _) == System.Buffers.OperationStatus.Done;
    }

    // Ids are hashes already: their first bytes serve.
    private int Probe(ReadOnlySpan<byte> id)
    {
        var mask = slots.Length - 1;
        var slot = BinaryPrimitives.ReadInt32LittleEndian(id) & mask;
        while (slots[slot] != 0 && !bytes.AsSpan((slots[slot] - 1) * Width, Width).SequenceEqual(id))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        for (var i = 0; i < Count; i++)
            slots[Probe(Id(i))] = i + 1;
    }

    private int[] Sort()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => Id(a).SequenceCompareTo(Id(b)));
        return order;
    }

    private int LowerBound(int[] order, ReadOnlySpan<byte> id)
    {
        var (low, high) = (0, order.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Id(order[middle]).SequenceCompareTo(id) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private bool StartsWith(int number, ReadOnlySpan<char> prefix) =>
        Text(number).AsSpan().StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
