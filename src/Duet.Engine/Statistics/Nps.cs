namespace Duet.Engine.Statistics;

/// <summary>
/// A net promoter score with its uncertainty, all in points of [-100, 100].
/// </summary>
/// <param name="Value">100 (promoters - detractors) / n.</param>
/// <param name="MarginOfError">Half width of the Wald interval; 0, and misleading, where all answered alike.</param>
/// <param name="Wald">The plain interval: value -+ margin, not clipped.</param>
/// <param name="Adjusted">Adjusted Wald interval, clipped to [-100, 100]: the one to show for small n.</param>
/// <param name="N">Answers counted.</param>
public sealed record NpsScore(double Value, double MarginOfError, Interval Wald, Interval Adjusted, long N);

/// <summary>Net promoter score of 0 to 10 answers: promoters 9 and 10, passives 7 and 8, detractors 0 to 6.</summary>
public static class Nps
{
    private const double Z = 1.96;

    /// <summary>
    /// The score from the three counts. Wald interval by the multinomial variance; adjusted by adding 3/4
    /// promoter, 3/4 detractor and 3/2 passives (Rocks 2016). Null for no answer.
    /// </summary>
    public static NpsScore? Score(long promoters, long passives, long detractors)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(passives);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        var n = promoters + passives + detractors;
        if (n == 0)
            return null;
        var (score, margin) = Wald(promoters, detractors, n);
        var (centre, half) = Wald(promoters + 0.75, detractors + 0.75, n + 3);
        return new NpsScore(
            score,
            margin,
            new Interval(score - margin, score + margin),
            new Interval(Math.Max(-100, centre - half), Math.Min(100, centre + half)),
            n);
    }

    private static (double Score, double Margin) Wald(double promoters, double detractors, double n)
    {
        var (p, d) = (promoters / n, detractors / n);
        var variance = Math.Max(0, p + d - (p - d) * (p - d)) / n;
        return (100 * (p - d), 100 * Z * Math.Sqrt(variance));
    }
}
