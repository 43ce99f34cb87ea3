namespace Duet.Engine.Statistics;

/// <summary>All differences between values of two samples, in order, without making them.</summary>
internal sealed class PairwiseDifferences
{
    private readonly double[] _x;
    private readonly double[] _y;

    public PairwiseDifferences(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        (_x, _y) = (x.ToArray(), y.ToArray());
        Array.Sort(_x);
        Array.Sort(_y);
    }

    public long Count => (long)_x.Length * _y.Length;

    public double Median => (Ascending((Count + 1) / 2) + Ascending(Count / 2 + 1)) / 2;

    /// <summary>The difference of the given rank, from 1: halves the range of values until only it is left.</summary>
    public double Ascending(long rank)
    {
        var (below, found) = (_x[0] - _y[^1], _x[^1] - _y[0]);
        if (Around(below).Count >= rank)
            return below;
        while (true)
        {
            var middle = below + (found - below) / 2;
            var (count, last, next) = Around(middle);
            if (count >= rank && last < found)
                found = last;
            else if (count >= rank || next >= found)
                return found;
            else
                below = middle;
        }
    }

    // Differences up to the limit, the last of them and the next. Both samples ascend, so the place in y only moves on.
    private (long Count, double Last, double Next) Around(double limit)
    {
        var (count, last, next, place) = (0L, double.NegativeInfinity, double.PositiveInfinity, 0);
        foreach (var x in _x)
        {
            while (place < _y.Length && x - _y[place] > limit)
                place++;
            if (place > 0)
                next = Math.Min(next, x - _y[place - 1]);
            if (place == _y.Length)
                break;
            count += _y.Length - place;
            last = Math.Max(last, x - _y[place]);
        }
        return (count, last, next);
    }
}
