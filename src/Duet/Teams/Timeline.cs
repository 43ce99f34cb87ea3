namespace Duet.Teams;

/// <summary>What held when: spans in order that never overlap. Neighbours of the same value are one span.</summary>
internal sealed class Timeline<T> where T : notnull
{
    private readonly List<Spell<T>> spells = [];

    public Timeline(IEnumerable<Spell<T>> given)
    {
        foreach (var spell in given.OrderBy(spell => spell.Span.Start))
        {
            if (spells is not [.., var last])
                spells.Add(spell);
            else if (last.Span.Overlaps(spell.Span))
                throw new ArgumentException($"{last} and {spell} overlap.", nameof(given));
            else if (last.Span.Until == spell.Span.Since && last.Value.Equals(spell.Value))
                spells[^1] = last with { Span = new Validity(last.Span.Since, spell.Span.Until) };
            else
                spells.Add(spell);
        }
    }

    public IReadOnlyList<Spell<T>> Spells => spells;

    public Spell<T>? At(DateTimeOffset instant) => spells.Find(spell => spell.Span.Contains(instant));

    public bool IsFree(Validity span) => !spells.Exists(spell => spell.Span.Overlaps(span));

    /// <summary>The value holds in the span, whatever held there before.</summary>
    public Timeline<T> With(T value, Validity span) => new([.. Cut(spells, span), new Spell<T>(value, span)]);

    public Timeline<T> Without(Validity span) => new(Cut(spells, span));

    /// <summary>
    /// From an instant on another value holds, as long as what it replaces would have; where nothing held,
    /// until the next span. What was recorded for later stays.
    /// </summary>
    public Timeline<T> ChangedAt(DateTimeOffset instant, T value) => With(
        value, new Validity(instant, At(instant)?.Span.Until ?? spells.Find(spell => spell.Span.Start > instant)?.Span.Since));

    /// <summary>
    /// The spell gets other dates. Neighbours that touched it still do: a move is one instant for both sides.
    /// What else lies in the new span makes room.
    /// </summary>
    public Timeline<T> Corrected(Spell<T> spell, T value, Validity span)
    {
        var others = spells.Where(other => other != spell).Select(other =>
            spell.Span.Since is not null && other.Span.Until == spell.Span.Since && span.Since > spell.Span.Since
                ? other with { Span = new Validity(other.Span.Since, span.Since) }
            : spell.Span.Until is not null && other.Span.Since == spell.Span.Until && span.Until < spell.Span.Until
                ? other with { Span = new Validity(span.Until, other.Span.Until) }
            : other);
        return new([.. Cut(others, span), new Spell<T>(value, span)]);
    }

    /// <summary>The smallest span that holds every instant before <paramref name="now"/> at which the two say different things; null for none.</summary>
    public Validity? Differs<TKey>(Timeline<T> other, Func<T, TKey> by, DateTimeOffset now)
    {
        var cuts = spells.Concat(other.spells).SelectMany(spell => new[] { spell.Span.Start, spell.Span.End })
            .Append(DateTimeOffset.MinValue).Append(now).Where(cut => cut <= now).Distinct().Order().ToList();
        var moved = Enumerable.Range(0, cuts.Count - 1).Where(index => !Same(At(cuts[index]), other.At(cuts[index]), by)).ToList();
        return moved.Count == 0 ? null
            : new Validity(cuts[moved[0]] == DateTimeOffset.MinValue ? null : cuts[moved[0]], cuts[moved[^1] + 1]);
    }

    private static bool Same<TKey>(Spell<T>? one, Spell<T>? two, Func<T, TKey> by) =>
        one is null || two is null ? one is null && two is null : EqualityComparer<TKey>.Default.Equals(by(one.Value), by(two.Value));

    private static IEnumerable<Spell<T>> Cut(IEnumerable<Spell<T>> from, Validity span) =>
        from.SelectMany(spell => spell.Span.Except(span), (spell, left) => spell with { Span = left });
}

/// <summary>A value and when it held.</summary>
internal sealed record Spell<T>(T Value, Validity Span) where T : notnull;
