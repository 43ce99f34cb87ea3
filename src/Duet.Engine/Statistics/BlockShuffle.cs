namespace Duet.Engine.Statistics;

/// <summary>Rearranges a series in blocks whose boundaries begin at a random offset, in a buffer that is used again.</summary>
internal sealed class BlockShuffle(int[] values, int length, Random random)
{
    private readonly int[] _buffer = new int[values.Length];
    private readonly int[] _starts = new int[values.Length / length + 2];

    /// <summary>The next arrangement; valid until the following call.</summary>
    public ReadOnlySpan<int> Next()
    {
        var (count, offset) = (0, length == 1 ? 0 : random.Next(length));
        if (offset > 0)
            _starts[count++] = 0;
        for (var start = offset; start < values.Length; start += length)
            _starts[count++] = start;
        random.Shuffle(_starts.AsSpan(0, count));
        var filled = 0;
        foreach (var start in _starts.AsSpan(0, count))
        {
            var end = start < offset ? offset : Math.Min(start + length, values.Length);
            values.AsSpan(start, end - start).CopyTo(_buffer.AsSpan(filled));
            filled += end - start;
        }
        return _buffer;
    }
}
