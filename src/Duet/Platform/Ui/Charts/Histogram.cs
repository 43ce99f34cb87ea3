namespace Duet.Platform.Ui.Charts;

/// <summary>How values spread, in bins of equal width on a logarithmic scale; values of zero share the first bin.</summary>
public sealed record Histogram
{
    private const int MostBins = 26;

    private readonly double[] sorted;

    private Histogram(double lowest, double highest, IReadOnlyList<int> bins, double[] sorted) =>
        (Lowest, Highest, Bins, this.sorted) = (lowest, highest, bins, sorted);

    public double Lowest { get; }
    public double Highest { get; }
    public IReadOnlyList<int> Bins { get; }
    public int Count => sorted.Length;

    /// <summary>Null for fewer than eight values or a single one repeated: a picture would say nothing.</summary>
    public static Histogram? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(value => value >= 0).Order()];
        if (sorted.Length < 8 || sorted[^1] <= sorted[0])
            return null;
        var highest = sorted[^1];
        // Two in a hundred at the lower end share a bin, so that a few seconds do not stretch the scale over decades.
        var lowest = Math.Max(sorted[(int)(sorted.Length * 0.02)], highest / 1e5);
        if (lowest >= highest)
            return null;
        var bins = new int[Math.Clamp((int)Math.Ceiling(2 * Math.Sqrt(sorted.Length)), 6, MostBins)];
        foreach (var value in sorted)
            bins[Math.Clamp((int)(Place(value, lowest, highest) * bins.Length), 0, bins.Length - 1)]++;
        return new Histogram(lowest, highest, bins, sorted);
    }

    /// <summary>The value that a share <paramref name="p"/> of the values do not exceed.</summary>
    public double Quantile(double p) => Engine.Statistics.Quantile.Type7(sorted, p);

    /// <summary>Where a value lies between the ends, 0 to 1.</summary>
    public double Place(double value) => Math.Clamp(Place(value, Lowest, Highest), 0, 1);

    private static double Place(double value, double lowest, double highest) =>
        value <= lowest ? 0 : Math.Log(value / lowest) / Math.Log(highest / lowest);
}
