namespace Duet.Engine.Statistics;

/// <summary>
/// A distribution-free interval for a quantile: two of the observed values. A bound is null where the
/// sample is too small to give one; then the quantile may lie beyond everything that was seen.
/// </summary>
/// <param name="Low">Lower bound, in the unit of the values.</param>
/// <param name="High">Upper bound, in the unit of the values.</param>
/// <param name="LowRank">Rank of the lower bound among the ascending values, from 1.</param>
/// <param name="HighRank">Rank of the upper bound, from 1.</param>
/// <param name="Coverage">Exact probability in [0, 1] that the interval, open where a bound is null, covers the quantile.</param>
public readonly record struct OrderInterval(double? Low, double? High, int? LowRank, int? HighRank, double Coverage);
