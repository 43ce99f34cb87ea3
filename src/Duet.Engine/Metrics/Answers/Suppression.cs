using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>People behind one cell: its place, how many, and how many rows they have.</summary>
/// <param name="Period">Index of the period, or <see cref="Cell.Total"/>.</param>
/// <param name="Values">One value for each dimension.</param>
internal sealed record Crowd(int Period, IReadOnlyList<string> Values, long People, long N);

/// <summary>Says which dimension of crowds holds teams, and that subtotals of teams are among its values.</summary>
internal sealed record Nesting(int Dimension, TeamTree Teams);

/// <summary>Decides which cells are hidden because too few people stand behind them.</summary>
internal static class Suppression
{
    /// <summary>
    /// Cells with fewer people than the floor; and, where what is hidden of a line whose sum can be asked for is one cell only, or
    /// fewer people than the floor together, the next smallest of that line, until no such line is left. Lines are: all cells of a period,
    /// the cells of a period that differ in one dimension only, the periods of a group with their total, and each team's subtotal
    /// with what adds up to it.
    /// </summary>
    /// <param name="crowds">All cells with counted rows, the totals among them.</param>
    /// <param name="nesting">Null where no dimension holds subtotals.</param>
    /// <param name="also">Cells that are hidden whatever their size.</param>
    /// <param name="overlaps">A group's periods hold the same rows, so that it is told in all of them or in none.</param>
    public static HashSet<Crowd> Hidden(
        IReadOnlyList<Crowd> crowds, int floor, Nesting? nesting = null, Func<Crowd, bool>? also = null, bool overlaps = false)
    {
        if (crowds.Count == 0)
            return [];
        // Tricky: stores give rows in any order. Two answers over the same cells must choose the same neighbour where several are as small.
        crowds = [.. crowds.OrderBy(crowd => crowd.Period).ThenBy(crowd => string.Join('\u001f', crowd.Values), StringComparer.Ordinal)];
        HashSet<Crowd> hidden = new(crowds.Where(crowd => IsSmall(crowd.People, floor) || also?.Invoke(crowd) == true), ReferenceEqualityComparer.Instance);
        if (hidden.Count > 0)
            Complete(hidden, Lines(crowds, nesting), overlaps ? [.. crowds.GroupBy(Place).Select(group => group.ToList())] : [], floor);
        return hidden;
    }

    /// <summary>True for a group of people that must not be shown; no one at all is no group.</summary>
    public static bool IsSmall(long people, int floor) => people > 0 && people < floor;

    private static void Complete(HashSet<Crowd> hidden, List<List<Crowd>> lines, List<List<Crowd>> inseparable, int floor)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var crowd in inseparable.Where(cells => cells.Exists(hidden.Contains)).SelectMany(cells => cells))
                changed |= hidden.Add(crowd);
            foreach (var line in lines.Where(line => GivesAway(line, hidden, floor)))
                changed |= line.Where(crowd => !hidden.Contains(crowd)).MinBy(crowd => (crowd.People, crowd.N)) is { } next && hidden.Add(next);
        }
    }

    private static List<List<Crowd>> Lines(IReadOnlyList<Crowd> crowds, Nesting? nesting)
    {
        var dimensions = crowds[0].Values.Count;
        var lines = crowds.Where(crowd => nesting is null || SumsOf(crowd, nesting).Contains("")).GroupBy(crowd => $"{crowd.Period}")
            .Concat(crowds.GroupBy(Place));
        for (var free = 0; free < dimensions; free++)
        {
            var left = free;
            if (nesting is { } teams && teams.Dimension == left)
                lines = lines.Concat(crowds.SelectMany(crowd => SumsOf(crowd, teams), (crowd, sum) => (crowd, sum))
                    .GroupBy(part => $"{Others(part.crowd, left)}\u001e{part.sum}", part => part.crowd));
            // Tricky: with one dimension, the cells that differ in it are all cells of the period.
            else if (dimensions > 1)
                lines = lines.Concat(crowds.GroupBy(crowd => Others(crowd, left)));
        }
        return [.. lines.Select(line => line.ToList()).Where(line => line.Count > 1)];
    }

    private static string Place(Crowd crowd) => string.Join('\u001f', crowd.Values);

    private static IEnumerable<string> SumsOf(Crowd crowd, Nesting nesting) => nesting.Teams.SumsOf(crowd.Values[nesting.Dimension]);

    private static string Others(Crowd crowd, int free) =>
        $"{crowd.Period}\u001f{string.Join('\u001f', crowd.Values.Where((_, i) => i != free))}";

    private static bool GivesAway(List<Crowd> line, HashSet<Crowd> hidden, int floor)
    {
        var (count, people) = (0, 0L);
        foreach (var crowd in line)
            if (hidden.Contains(crowd))
                (count, people) = (count + 1, people + crowd.People);
        return count == 1 || (count > 1 && people < floor);
    }
}
