namespace Duet.Platform.Journal.Storage;

/// <summary>What one commit adds to a day.</summary>
internal sealed class JournalGroup(DateOnly day)
{
    public DateOnly Day => day;
    public List<JournalRow> Rows { get; } = [];
    public List<KnownKey> Keys { get; } = [];
    public List<Aside> Asides { get; } = [];
    public Dictionary<Entrance, Tally> Tallies { get; } = [];
    public IReadOnlyDictionary<Refusal, long> Refusals { get; set; } = new Dictionary<Refusal, long>();

    public Tally TallyOf(Entrance entrance)
    {
        if (!Tallies.TryGetValue(entrance, out var tally)) Tallies[entrance] = tally = new Tally();
        return tally;
    }

    public bool IsEmpty => Rows.Count == 0 && Tallies.Count == 0 && Refusals.Count == 0;
}

/// <summary>A delivery's or an item's key with the digest of its content, both of <see cref="KeyHash"/>.</summary>
internal readonly record struct KnownKey(long Hash, long Content);

/// <summary>An item put aside.</summary>
/// <param name="Seq">Its delivery.</param>
/// <param name="Item">Its place in there.</param>
/// <param name="Reason">A short word.</param>
/// <param name="Detail">More for the person who looks at it.</param>
/// <param name="Tries">How often it was mapped in vain.</param>
/// <param name="At">When it was put aside.</param>
internal sealed record Aside(long Seq, int Item, string Reason, string? Detail, int Tries, DateTimeOffset At);

/// <summary>Refused through one door, for one source, for one reason.</summary>
internal readonly record struct Refusal(string Door, string Source, string Reason);
