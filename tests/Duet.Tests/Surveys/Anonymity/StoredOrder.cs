namespace Duet.Tests.Surveys.Anonymity;

/// <summary>What the places of rows tell about when they were written.</summary>
/// <param name="Rank">Rank correlation of place and step, in standard deviations of what chance gives: 0 where places tell nothing.</param>
/// <param name="Together">Share of neighbours that were written in one step.</param>
internal sealed record StoredOrder(double Rank, double Together)
{
    // Chance gives this once in 500 million times; rows as they were written give 15 and more.
    private const double MostRank = 6;
    private const double MostTogether = 0.2;
    private const int FewestOfARun = 8;

    public bool Tells => Math.Abs(Rank) > MostRank || Together > MostTogether;

    /// <param name="runs">Steps of rows in the order of their places; places of two runs have nothing to do with each other.</param>
    public static StoredOrder Of(IEnumerable<IReadOnlyList<int>> runs)
    {
        var (rank, used, together, neighbours) = (0.0, 0, 0, 0);
        foreach (var run in runs)
        {
            neighbours += run.Count - 1;
            together += run.Zip(run.Skip(1)).Count(pair => pair.First == pair.Second);
            if (run.Count < FewestOfARun)
                continue;
            rank += Correlation(run) * Math.Sqrt(run.Count - 1);
            used++;
        }
        Assert.True(used > 0, "no rows were found");
        return new StoredOrder(rank / Math.Sqrt(used), (double)together / neighbours);
    }

    /// <summary>The rows of each page in the order in which they lie there, by their keys, which are found wherever they stand.</summary>
    public static IEnumerable<IReadOnlyList<int>> RunsIn(byte[] file, int pageBytes, IReadOnlyDictionary<byte[], int> steps)
    {
        List<(int At, int Step)> found = [];
        foreach (var (key, step) in steps)
            for (var at = file.AsSpan().IndexOf(key); at >= 0;)
            {
                found.Add((at, step));
                var next = file.AsSpan(at + 1).IndexOf(key);
                at = next < 0 ? -1 : at + 1 + next;
            }
        return found.GroupBy(place => place.At / pageBytes).Select(page => (IReadOnlyList<int>)[.. page.OrderBy(place => place.At).Select(place => place.Step)]);
    }

    private static double Correlation(IReadOnlyList<int> run)
    {
        // Of equal steps each has the middle of their ranks.
        var ranks = run.Order().Select((step, rank) => (step, rank)).GroupBy(pair => pair.step, pair => pair.rank).ToDictionary(same => same.Key, same => same.Average());
        var middle = (run.Count - 1) / 2.0;
        var (product, places, values) = (0.0, 0.0, 0.0);
        for (var at = 0; at < run.Count; at++)
        {
            var (place, value) = (at - middle, ranks[run[at]] - middle);
            product += place * value;
            places += place * place;
            values += value * value;
        }
        return values == 0 ? 0 : product / Math.Sqrt(places * values);
    }
}
