namespace Duet.Engine.Metrics.Answers;

/// <summary>Decides which cells are hidden because too few people stand behind them.</summary>
internal static class Suppression
{
    /// <summary>
    /// Cells with fewer people than the floor; and, where exactly one cell of a line whose sum is known is hidden, the
    /// next smallest of that line, until no line is left with one. Lines are the groups of a period, the groups of a
    /// period that share one of two dimensions, and the periods of a group with their total.
    /// </summary>
    /// <param name="cells">All cells with counted rows, the totals among them.</param>
    public static HashSet<(int Period, GroupKey Group)> Hidden(IReadOnlyList<Cell> cells, int floor)
    {
        HashSet<(int Period, GroupKey Group)> hidden = [.. cells.Where(cell => IsSmall(cell.People, floor)).Select(cell => cell.Key)];
        if (hidden.Count == 0)
            return hidden;
        var lines = Lines(cells);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var line in lines)
            {
                var next = OnlyOneHidden(line, hidden) ? line.Where(cell => !hidden.Contains(cell.Key)).MinBy(cell => (cell.People, cell.N)) : null;
                changed |= next is not null && hidden.Add(next.Key);
            }
        }
        return hidden;
    }

    /// <summary>True for a group of people that must not be shown; no one at all is no group.</summary>
    public static bool IsSmall(long people, int floor) => people > 0 && people < floor;

    private static List<List<Cell>> Lines(IReadOnlyList<Cell> cells)
    {
        var lines = cells.GroupBy(cell => cell.Period).Concat<IEnumerable<Cell>>(cells.GroupBy(cell => cell.Group));
        if (cells.Any(cell => cell.Group.Second is not null))
            lines = lines
                .Concat(cells.GroupBy(cell => (cell.Period, cell.Group.First)))
                .Concat(cells.GroupBy(cell => (cell.Period, cell.Group.Second)));
        return [.. lines.Select(line => line.ToList()).Where(line => line.Count > 1)];
    }

    private static bool OnlyOneHidden(List<Cell> line, HashSet<(int, GroupKey)> hidden)
    {
        var count = 0;
        foreach (var cell in line)
            if (hidden.Contains(cell.Key) && ++count > 1)
                return false;
        return count == 1;
    }
}
