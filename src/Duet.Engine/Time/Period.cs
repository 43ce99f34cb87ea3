namespace Duet.Engine.Time;

/// <summary>A span of UTC time: includes <see cref="Start"/>, excludes <see cref="End"/>.</summary>
public readonly record struct Period
{
    public Period(DateTimeOffset start, DateTimeOffset end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        (Start, End) = (start.ToUniversalTime(), end.ToUniversalTime());
    }

    public DateTimeOffset Start { get; }
    public DateTimeOffset End { get; }
    public TimeSpan Length => End - Start;

    /// <summary>The span of equal length that ends where this one starts.</summary>
    public Period Previous => new(Start - Length, Start);

    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
