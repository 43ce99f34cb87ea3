namespace Duet.Teams.Imports.Comparing;

/// <summary>Periods in words: names and dates, shown in the zone of who reads.</summary>
internal sealed record Periods(IReadOnlyList<(string Value, Validity Span)> Spells)
{
    public static Periods Of(IEnumerable<(string Value, Validity Span)> spells) => new([.. spells]);

    // What a digest is made of.
    public override string ToString() => string.Join(", ", Spells.Select(spell => $"{spell.Value} {spell.Span}"));
}
