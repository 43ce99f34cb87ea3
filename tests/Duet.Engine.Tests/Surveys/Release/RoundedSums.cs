using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>
/// Somebody who reads two waves, knows who was asked and who was silent or did not know in either, and takes what everybody else said to be
/// unchanged. Each published number bounds a sum over known people; the bounds of all, and of all differences of two, are
/// drawn together until nothing moves.
/// </summary>
/// <param name="least">The least and the most that one answer adds to a sum.</param>
internal sealed class RoundedSums(double least, double most)
{
    private const double Slack = 1e-6;
    private const int Rounds = 6;

    private readonly List<(HashSet<int> People, double Low, double High, int Wave)> sums = [];

    public void Add(int wave, IReadOnlyCollection<int> people, double low, double high) =>
        sums.Add(([.. people], Math.Max(Math.Ceiling(low - Slack), least * people.Count), Math.Min(Math.Floor(high + Slack), most * people.Count), wave));

    /// <summary>The fewest people, below k, about whom both waves together say more than either alone; 0 where there are none.</summary>
    public int SmallestLeak(int k)
    {
        var blocks = Blocks();
        var (together, then, now) = (Bounds(blocks, null), Bounds(blocks, 0), Bounds(blocks, 1));
        return Enumerable.Range(0, blocks.Count).Where(block => blocks[block].Length < k
                && (together[block].Low > Math.Max(then[block].Low, now[block].Low) + Slack || together[block].High < Math.Min(then[block].High, now[block].High) - Slack))
            .Select(block => blocks[block].Length).DefaultIfEmpty(0).Min();
    }

    /// <summary>Whether what fewer than k people said together follows from both waves.</summary>
    public bool Settles(int k)
    {
        var blocks = Blocks();
        var together = Bounds(blocks, null);
        return Enumerable.Range(0, blocks.Count).Any(block => blocks[block].Length < k && together[block].High - together[block].Low < 1 - Slack);
    }

    // People of whom nothing that is summed tells one from another.
    private List<int[]> Blocks() => [.. sums.SelectMany((sum, i) => sum.People.Select(person => (person, i))).GroupBy(pair => pair.person, pair => pair.i)
        .GroupBy(person => string.Join(',', person), person => person.Key).Select(block => block.ToArray())];

    private (double Low, double High)[] Bounds(List<int[]> blocks, int? wave)
    {
        var places = sums.Select(sum => Enumerable.Range(0, blocks.Count).Where(block => sum.People.Contains(blocks[block][0])).ToHashSet()).ToList();
        var bounds = blocks.Select(block => (Low: least * block.Length, High: most * block.Length)).ToArray();
        List<(int[] Plus, int[] Minus, double Low, double High)> known = [];
        for (var i = 0; i < sums.Count; i++)
        {
            if (wave is not null && sums[i].Wave != wave)
                continue;
            known.Add(([.. places[i]], [], sums[i].Low, sums[i].High));
            for (var j = i + 1; j < sums.Count; j++)
                if (wave is null || sums[j].Wave == wave)
                    known.Add(([.. places[i].Except(places[j])], [.. places[j].Except(places[i])], sums[i].Low - sums[j].High, sums[i].High - sums[j].Low));
        }
        for (var (round, moved) = (0, true); moved && round < Rounds; round++)
        {
            moved = false;
            foreach (var (plus, minus, low, high) in known)
                moved |= Draw(bounds, plus, minus, low, high);
        }
        return bounds;
    }

    private static bool Draw((double Low, double High)[] bounds, int[] plus, int[] minus, double low, double high)
    {
        var (lowest, highest, moved) = (plus.Sum(i => bounds[i].Low) - minus.Sum(i => bounds[i].High), plus.Sum(i => bounds[i].High) - minus.Sum(i => bounds[i].Low), false);
        if (lowest >= low - Slack && highest <= high + Slack)
            return false;
        foreach (var i in plus)
        {
            var (from, to) = (Math.Max(bounds[i].Low, low - (highest - bounds[i].High)), Math.Min(bounds[i].High, high - (lowest - bounds[i].Low)));
            moved |= from > bounds[i].Low + Slack || to < bounds[i].High - Slack;
            bounds[i] = (from, Math.Max(from, to));
        }
        foreach (var i in minus)
        {
            var (from, to) = (Math.Max(bounds[i].Low, lowest + bounds[i].High - high), Math.Min(bounds[i].High, highest + bounds[i].Low - low));
            moved |= from > bounds[i].Low + Slack || to < bounds[i].High - Slack;
            bounds[i] = (from, Math.Max(from, to));
        }
        return moved;
    }
}
