namespace Duet.Engine.Statistics;

/// <summary>How well the date of a change is known.</summary>
internal static class CutDate
{
    private const int Draws = 199;

    /// <summary>
    /// 95 % interval of the cut between two levels: both are drawn again from their own values (bootstrap), and
    /// the cut is estimated again. Contains <paramref name="at"/>.
    /// </summary>
    public static (int Earliest, int Latest) Interval(ReadOnlySpan<double> both, int at, int seed)
    {
        var random = new Random(seed);
        var weights = RankScan.Weights(both.Length);
        var levels = Levels(both);
        var (counts, drawn) = (new int[both.Length], new int[both.Length]);
        var cuts = new int[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < both.Length; i++)
                drawn[i] = levels[i < at ? random.Next(at) : random.Next(at, both.Length)];
            Rank(drawn, counts);
            cuts[draw] = RankScan.Largest(drawn, weights).At;
        }
        Array.Sort(cuts);
        return (Math.Min(at, cuts[Draws / 40]), Math.Max(at, cuts[^(Draws / 40 + 1)]));
    }

    // Position of each value among the distinct values, from 0.
    private static int[] Levels(ReadOnlySpan<double> values)
    {
        var distinct = values.ToArray().Distinct().Order().ToArray();
        var levels = new int[values.Length];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = Array.BinarySearch(distinct, values[i]);
        return levels;
    }

    // Replaces levels by doubled mid-ranks through counting, without a sort in each draw.
    private static void Rank(int[] drawn, int[] counts)
    {
        Array.Clear(counts);
        foreach (var level in drawn)
            counts[level]++;
        var before = 0;
        for (var level = 0; level < counts.Length; level++)
        {
            var count = counts[level];
            counts[level] = 2 * before + count + 1;
            before += count;
        }
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = counts[drawn[i]];
    }
}
