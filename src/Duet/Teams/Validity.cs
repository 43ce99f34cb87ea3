using System.Globalization;

namespace Duet.Teams;

/// <summary>A span of UTC time that may be open on either side: includes <see cref="Since"/>, excludes <see cref="Until"/>.</summary>
public readonly record struct Validity
{
    public Validity(DateTimeOffset? since, DateTimeOffset? until)
    {
        if (since >= until)
            throw new ArgumentException("A span ends after it starts.", nameof(until));
        (Since, Until) = (since?.ToUniversalTime(), until?.ToUniversalTime());
    }

    /// <summary>Null for ever since.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>Null while it lasts.</summary>
    public DateTimeOffset? Until { get; }

    public static Validity Ever => default;

    public DateTimeOffset Start => Since ?? DateTimeOffset.MinValue;
    public DateTimeOffset End => Until ?? DateTimeOffset.MaxValue;

    public static Validity From(DateTimeOffset since) => new(since, null);

    /// <summary>Null where nothing lies between the two.</summary>
    public static Validity? Between(DateTimeOffset? since, DateTimeOffset? until) => since >= until ? null : new Validity(since, until);

    public bool Contains(DateTimeOffset instant) => instant >= Start && instant < End;

    public bool Overlaps(Validity other) => Start < other.End && other.Start < End;

    /// <summary>What both share; null for nothing.</summary>
    public Validity? And(Validity other) => Between(
        Start >= other.Start ? Since : other.Since,
        End <= other.End ? Until : other.Until);

    /// <summary>What is left where another span is taken out: nothing, one piece or two.</summary>
    public IEnumerable<Validity> Except(Validity other)
    {
        if (!Overlaps(other))
            return [this];
        List<Validity> left = [];
        if (other.Since is { } from && from > Start)
            left.Add(new Validity(Since, from));
        if (other.Until is { } to && to < End)
            left.Add(new Validity(to, Until));
        return left;
    }

    /// <summary>ISO 8601, two dots for an open side: <c>2026-03-01T00:00Z/..</c></summary>
    public override string ToString() => $"{Text(Since)}/{Text(Until)}";

    private static string Text(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture) ?? "..";
}
