namespace Duet.Benchmarks.Doors;

/// <summary>Answers counted: taken (202), refused for now (429, 503), anything else, and those refusals that did not say when to come again.</summary>
internal readonly record struct Answers(long Accepted, long Busy, long Other, long Silent)
{
    public long All => Accepted + Busy + Other;

    public Answers With(int status, bool hasRetryAfter) => status switch
    {
        202 => this with { Accepted = Accepted + 1 },
        429 or 503 => this with { Busy = Busy + 1, Silent = Silent + (hasRetryAfter ? 0 : 1) },
        _ => this with { Other = Other + 1, Silent = Silent + (hasRetryAfter ? 0 : 1) },
    };

    public static Answers operator +(Answers one, Answers other) =>
        new(one.Accepted + other.Accepted, one.Busy + other.Busy, one.Other + other.Other, one.Silent + other.Silent);
}
