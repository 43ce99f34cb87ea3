using MathNet.Numerics.Distributions;

namespace Duet.Engine.Statistics;

/// <summary>Does a series rise or fall over time (Mann 1945, Kendall 1975)?</summary>
public static class MannKendall
{
    /// <summary>
    /// Two-sided probability in [0, 1] that a series without trend orders itself so much along time; normal, with
    /// correction for ties, as R's cor.test against time. 1 below 3 values and for a constant series.
    /// </summary>
    public static double P(ReadOnlySpan<double> values)
    {
        var (n, score) = ((double)values.Length, 0L);
        for (var i = 1; i < values.Length; i++)
        {
            for (var j = 0; j < i; j++)
                score += values[i].CompareTo(values[j]);
        }
        var ties = values.ToArray().GroupBy(value => value).Sum(group => (double)group.Count() * (group.Count() - 1) * (2 * group.Count() + 5));
        var variance = (n * (n - 1) * (2 * n + 5) - ties) / 18;
        return n < 3 || variance <= 0 ? 1 : 2 * Normal.CDF(0, 1, -Math.Abs(score) / Math.Sqrt(variance));
    }
}
