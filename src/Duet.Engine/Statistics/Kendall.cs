namespace Duet.Engine.Statistics;

/// <summary>Agreement in order of two answers of the same people.</summary>
/// <param name="Tau">Kendall's tau-b, in [-1, 1].</param>
/// <param name="Concordant">Pairs of people that both answers put in the same order (T in R without ties).</param>
/// <param name="Discordant">Pairs that they put in opposite order.</param>
/// <param name="N">People.</param>
public sealed record KendallTau(double Tau, long Concordant, long Discordant, int N);

/// <summary>Do two ordered answers go together, with many ties (Kendall 1938, 1945; as R's cor.test)?</summary>
public static class Kendall
{
    private const int MostForExact = 49;

    /// <summary>
    /// Tau-b: (concordant - discordant) / sqrt of the pairs not tied in x times those not tied in y. Null below two
    /// people, or where one answer is the same for all.
    /// </summary>
    /// <param name="x">Answers to one question.</param>
    /// <param name="y">As many answers to the other, in the same order of people.</param>
    public static KendallTau? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        var table = Table(x, y);
        var (concordant, discordant) = Pairs(table);
        var (untiedX, untiedY) = (Untied(table, x.Length, 0), Untied(table, x.Length, 1));
        if (untiedX == 0 || untiedY == 0)
            return null;
        var tau = (concordant - discordant) / Math.Sqrt((double)untiedX * untiedY);
        return new KendallTau(Math.Clamp(tau, -1, 1), concordant, discordant, x.Length);
    }

    /// <summary>
    /// Tau-b's interval by drawing people again with their answers (seeded percentile bootstrap). Null below
    /// <see cref="Bootstrap.LeastItems"/> people, or where no draw has a tau.
    /// </summary>
    public static Interval? IntervalOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int seed = 1, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        var people = new (double X, double Y)[x.Length];
        for (var i = 0; i < people.Length; i++)
            people[i] = (x[i], y[i]);
        return Bootstrap.Percentile(people, Tau, seed, level);

        static double? Tau(IReadOnlyList<(double X, double Y)> drawn) =>
            Of([.. drawn.Select(person => person.X)], [.. drawn.Select(person => person.Y)])?.Tau;
    }

    /// <summary>
    /// Probability of so much agreement without any association: exact below 50 people without ties, else normal with
    /// the variance corrected for ties. Null where there is no tau.
    /// </summary>
    public static double? P(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Alternative alternative = Alternative.TwoSided)
    {
        if (Of(x, y) is not { } tau)
            return null;
        var (n, table) = (x.Length, Table(x, y));
        if (n <= MostForExact && table.GetLength(0) == n && table.GetLength(1) == n)
            return MannWhitney.Exact(tau.Concordant, Arrangements(n), alternative);
        var z = (tau.Concordant - tau.Discordant) / Math.Sqrt(Variance(x, y));
        return alternative switch
        {
            Alternative.Greater => Upper(z),
            Alternative.Less => Upper(-z),
            _ => Math.Min(1, 2 * Upper(Math.Abs(z))),
        };
    }

    private static double Upper(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z);

    // People by rank of x and rank of y: survey answers have few values, so that the table is small whatever n is.
    private static int[,] Table(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] columns = [.. x.ToArray().Distinct().Order()], rows = [.. y.ToArray().Distinct().Order()];
        var table = new int[columns.Length, rows.Length];
        for (var i = 0; i < x.Length; i++)
            table[Array.BinarySearch(columns, x[i]), Array.BinarySearch(rows, y[i])]++;
        return table;
    }

    private static (long Concordant, long Discordant) Pairs(int[,] table)
    {
        var (concordant, discordant, height) = (0L, 0L, table.GetLength(1));
        // Of the columns to the left: how many people lie in each row.
        var left = new long[height];
        for (var i = 0; i < table.GetLength(0); i++)
        {
            var (below, above) = (0L, left.Sum());
            for (var j = 0; j < height; j++)
            {
                above -= left[j];
                concordant += table[i, j] * below;
                discordant += table[i, j] * above;
                below += left[j];
            }
            for (var j = 0; j < height; j++)
                left[j] += table[i, j];
        }
        return (concordant, discordant);
    }

    private static long Untied(int[,] table, long n, int side)
    {
        var pairs = n * (n - 1) / 2;
        for (var i = 0; i < table.GetLength(side); i++)
        {
            var alike = 0L;
            for (var j = 0; j < table.GetLength(1 - side); j++)
                alike += side == 0 ? table[i, j] : table[j, i];
            pairs -= alike * (alike - 1) / 2;
        }
        return pairs;
    }

    /// <summary>Orders of n people by their number of concordant pairs, 0 to n (n - 1) / 2.</summary>
    private static double[] Arrangements(int n)
    {
        double[] counts = [1];
        for (var people = 2; people <= n; people++)
        {
            // The next person can be put before 0 to people - 1 of those there.
            var next = new double[counts.Length + people - 1];
            for (var i = 0; i < counts.Length; i++)
                for (var passed = 0; passed < people; passed++)
                    next[i + passed] += counts[i];
            counts = next;
        }
        return counts;
    }

    private static double Variance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var n = (double)x.Length;
        double[] a = Ties(x), b = Ties(y);
        double Sum(double[] ties, Func<double, double> term) => ties.Sum(term);
        var plain = n * (n - 1) * (2 * n + 5) - Sum(a, t => t * (t - 1) * (2 * t + 5)) - Sum(b, t => t * (t - 1) * (2 * t + 5));
        var pairs = Sum(a, t => t * (t - 1)) * Sum(b, t => t * (t - 1)) / (2 * n * (n - 1));
        var triples = n < 3 ? 0 : Sum(a, t => t * (t - 1) * (t - 2)) * Sum(b, t => t * (t - 1) * (t - 2)) / (9 * n * (n - 1) * (n - 2));
        return plain / 18 + pairs + triples;
    }

    private static double[] Ties(ReadOnlySpan<double> values) =>
        [.. values.ToArray().GroupBy(value => value).Select(group => (double)group.Count())];
}
