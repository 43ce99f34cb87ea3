namespace Duet.Engine.Statistics;

/// <summary>A closed interval of plausible values, in the unit of what was estimated.</summary>
public readonly record struct Interval
{
    public Interval(double low, double high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        (Low, High) = (low, high);
    }

    public double Low { get; }
    public double High { get; }

    public bool Contains(double value) => value >= Low && value <= High;
}
