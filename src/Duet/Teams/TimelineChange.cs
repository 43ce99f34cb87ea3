using System.Security.Cryptography;
using System.Text;

namespace Duet.Teams;

/// <summary>What differs between two timelines, in words short enough for the audit log.</summary>
internal sealed record TimelineChange<T>(IReadOnlyList<Spell<T>> Gone, IReadOnlyList<Spell<T>> Came) where T : notnull
{
    private const int Longest = 200;

    public static TimelineChange<T> Of(Timeline<T> before, Timeline<T> after) =>
        new([.. before.Spells.Except(after.Spells)], [.. after.Spells.Except(before.Spells)]);

    public bool IsNone => Gone.Count == 0 && Came.Count == 0;
    public string? Before => Text(Gone);
    public string? After => Text(Came);
    public IEnumerable<T> Values => Gone.Concat(Came).Select(spell => spell.Value);

    private static string? Text(IReadOnlyList<Spell<T>> spells)
    {
        if (spells.Count == 0)
            return null;
        var text = string.Join(", ", spells.Select(spell => $"{spell.Value} {spell.Span}"));
        return text.Length <= Longest ? text : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
