using System.Globalization;

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

    // Tricky: the generated text would name Previous, and its Previous, without end.
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-ddTHH:mm:ssZ}/{End:yyyy-MM-ddTHH:mm:ssZ}");

    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;
}
