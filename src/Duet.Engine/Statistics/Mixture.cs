namespace Duet.Engine.Statistics;

/// <summary>A part of the whole in two situations: a team before and after, a department for men and women.</summary>
public sealed record Stratum(string Name, Ratio First, Ratio Second);

/// <summary>Why a pooled ratio differs between two situations.</summary>
/// <param name="First">Pooled ratio in the first situation.</param>
/// <param name="Second">Pooled ratio in the second.</param>
/// <param name="Within">Part of the change that happened inside the strata.</param>
/// <param name="Mix">Part that comes from the weights of the strata; within + mix = second - first.</param>
/// <param name="IsReversed">Strata with at least half of the weight do not change in the direction of the whole (Simpson): show them.</param>
public sealed record MixtureChange(double First, double Second, double Within, double Mix, bool IsReversed)
{
    public double Change => Second - First;
}

/// <summary>Ratios of a whole that is made of unlike parts.</summary>
public static class Mixture
{
    /// <summary>
    /// Splits the change of a pooled ratio into what changed within strata and what changed in their weights
    /// (Kitagawa 1955), and looks for Simpson's reversal. A stratum that is missing in one situation counts as mix.
    /// Null where one situation has no denominator.
    /// </summary>
    public static MixtureChange? Decompose(IReadOnlyList<Stratum> strata)
    {
        var first = RatioOfSums.Of([.. strata.Select(stratum => stratum.First)]);
        var second = RatioOfSums.Of([.. strata.Select(stratum => stratum.Second)]);
        if (first is not { } before || second is not { } after)
            return null;
        var (firstTotal, secondTotal) = (strata.Sum(s => s.First.Denominator), strata.Sum(s => s.Second.Denominator));
        var (within, mix, against) = (0.0, 0.0, 0.0);
        foreach (var stratum in strata)
        {
            var (firstWeight, secondWeight) =
                (stratum.First.Denominator / firstTotal, stratum.Second.Denominator / secondTotal);
            var firstRate = stratum.First.Value ?? stratum.Second.Value ?? 0;
            var secondRate = stratum.Second.Value ?? firstRate;
            var weight = (firstWeight + secondWeight) / 2;
            within += weight * (secondRate - firstRate);
            mix += (secondWeight - firstWeight) * (firstRate + secondRate) / 2;
            if (Math.Sign(secondRate - firstRate) != Math.Sign(after - before))
                against += weight;
        }
        return new MixtureChange(before, after, within, mix, after != before && against >= 0.5);
    }
}
