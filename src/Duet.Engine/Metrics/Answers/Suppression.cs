namespace Duet.Engine.Metrics.Answers;

/// <summary>People behind one cell: its place, how many, and how many rows they have.</summary>
/// <param name="Period">Index of the period, or <see cref="Cell.Total"/>.</param>
/// <param name="Values">One value for each dimension.</param>
internal sealed record Crowd(int Period, IReadOnlyList<string> Values, long People, long N);

/// <summary>Decides which cells are hidden because too few people stand behind them.</summary>
internal static class Suppression
{
    /// <summary>
    /// Cells with fewer people than the floor; and, where exactly one cell of a line whose sum can be asked for is
    /// hidden, the next smallest of that line, until no line is left with one. Lines are: all cells of a period, the
    /// cells of a period that differ in one dimension only, and the periods of a group with their total.
    /// </summary>
    /// <param name="crowds">All cells with counted rows, the totals among them.</param>
    public static HashSet<Crowd> Hidden(IReadOnlyList<Crowd> crowds, int floor)
    {
        HashSet<Crowd> hidden = new(crowds.Where(crowd => IsSmall(crowd.People, floor)), ReferenceEqualityComparer.Instance);
        if (hidden.Count > 0)
            Complete(hidden, Lines(crowds));
        return hidden;
    }

    /// <summary>True for a group of people that must not be shown; no one at all is no group.</summary>
    public static bool IsSmall(long people, int floor) => people > 0 && people < floor;

    private static void Complete(HashSet<Crowd> hidden, List<List<Crowd>> lines)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var line in lines.Where(line => HasOne(line, hidden)))
                changed |= line.Where(crowd => !hidden.Contains(crowd)).MinBy(crowd => (crowd.People, crowd.N)) is { } next && hidden.Add(next);
        }
    }

    private static List<List<Crowd>> Lines(IReadOnlyList<Crowd> crowds)
    {
        var dimensions = crowds[0].Values.Count;
        var lines = crowds.GroupBy(crowd => $"{crowd.Period}").Concat(crowds.GroupBy(crowd => string.Join('\u001f', crowd.Values)));
        // Tricky: with one dimension, the cells that differ in it are all cells of the period.
        for (var free = 0; dimensions > 1 && free < dimensions; free++)
        {
            var left = free;
            lines = lines.Concat(crowds.GroupBy(crowd => $"{crowd.Period}\u001f{string.Join('\u001f', crowd.Values.Where((_, i) => i != left))}"));
        }
        return [.. lines.Select(line => line.ToList()).Where(line => line.Count > 1)];
    }

    private static bool HasOne(List<Crowd> line, HashSet<Crowd> hidden)
    {
        var count = 0;
        foreach (var crowd in line)
            if (hidden.Contains(crowd) && ++count > 1)
                return false;
        return count == 1;
    }
}
