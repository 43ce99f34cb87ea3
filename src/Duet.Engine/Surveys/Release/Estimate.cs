using Duet.Engine.Statistics;
using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Release;

/// <summary>An exact number with its interval, before anything is rounded. Never leaves this folder.</summary>
/// <param name="Interval">Null where everyone answered.</param>
internal sealed record Estimate(double Value, Interval? Interval)
{
    private const double Z = 1.96;

    /// <summary>The favourable share among everyone asked.</summary>
    public static Estimate Share(AnswerTally tally, IReadOnlyList<int> favourable, long invited)
    {
        var share = SampledShare.Of(favourable.Sum(value => tally[value]), tally.N, Math.Max(invited, tally.N))!;
        return new Estimate(share.Value, share.Interval);
    }

    /// <summary>
    /// Net promoter score in points, with the adjusted interval (Rocks 2016) on the effective number of answers: shares of
    /// (x n* + 3/4) / (n* + 3).
    /// </summary>
    public static Estimate Promoters(AnswerTally tally, long invited)
    {
        var effective = FinitePopulation.EffectiveN(tally.N, Math.Max(invited, tally.N));
        var (p, d) = (tally.Between(9, 10) / (double)tally.N, tally.Between(0, 6) / (double)tally.N);
        if (double.IsInfinity(effective))
            return new Estimate(100 * (p - d), null);
        var (up, down) = ((p * effective + 0.75) / (effective + 3), (d * effective + 0.75) / (effective + 3));
        var half = Z * Math.Sqrt(Math.Max(0, up + down - (up - down) * (up - down)) / (effective + 3));
        var centre = up - down;
        return new Estimate(100 * (p - d), new Interval(100 * Math.Max(-1, centre - half), 100 * Math.Min(1, centre + half)));
    }

    /// <summary>A mean with Student's interval, narrowed by how many of those asked answered; needs two answers.</summary>
    public static Estimate Mean(AnswerTally tally, long invited)
    {
        var (n, mean) = ((double)tally.N, tally.Mean!.Value);
        invited = Math.Max(invited, tally.N);
        if (invited == tally.N)
            return new Estimate(mean, null);
        var squares = Enumerable.Range(tally.Min, tally.Max - tally.Min + 1).Sum(value => tally[value] * (value - mean) * (value - mean));
        var half = MathNet.Numerics.Distributions.StudentT.InvCDF(0, 1, n - 1, 0.975) * Math.Sqrt(squares / (n - 1) / n * (invited - n) / (invited - 1));
        return new Estimate(mean, new Interval(mean - half, mean + half));
    }

    /// <summary>
    /// The difference from another estimate: each bound from the bounds of both (Newcombe 1998; Zou and Donner 2008), which for
    /// shares is method 10.
    /// </summary>
    public (double Value, Interval Interval) Minus(Estimate other)
    {
        var (a, b) = (Interval ?? new Interval(Value, Value), other.Interval ?? new Interval(other.Value, other.Value));
        double Both(double x, double y) => Math.Sqrt(x * x + y * y);
        var difference = Value - other.Value;
        return (difference, new Interval(difference - Both(Value - a.Low, b.High - other.Value), difference + Both(a.High - Value, other.Value - b.Low)));
    }
}
