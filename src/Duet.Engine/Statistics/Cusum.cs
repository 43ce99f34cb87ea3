namespace Duet.Engine.Statistics;

/// <summary>The two cumulative sums of a series against a target, one entry per value, in the unit of the values.</summary>
/// <param name="High">Sum of what exceeds target plus slack, never below 0.</param>
/// <param name="Low">Sum of what falls short of target minus slack, never below 0.</param>
/// <param name="FirstSignal">Index of the first value at which a sum exceeds the decision interval; null for none.</param>
public sealed record CusumChart(IReadOnlyList<double> High, IReadOnlyList<double> Low, int? FirstSignal);

/// <summary>Tabular CUSUM (Page 1954; NIST/SEMATECH handbook 6.3.2.3): for alarms against a target that is known.</summary>
public static class Cusum
{
    /// <summary>Sums both ways; an empty series gives empty sums.</summary>
    /// <param name="values">Values in order of time.</param>
    /// <param name="target">The level to keep.</param>
    /// <param name="slack">k, half the shift worth finding; at least 0, in the unit of the values.</param>
    /// <param name="decision">h, the sum that raises the alarm; above 0, in the unit of the values.</param>
    public static CusumChart Run(ReadOnlySpan<double> values, double target, double slack, double decision)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slack);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decision);
        var (highs, lows) = (new double[values.Length], new double[values.Length]);
        var (high, low) = (0.0, 0.0);
        int? first = null;
        for (var i = 0; i < values.Length; i++)
        {
            high = highs[i] = Math.Max(0, high + values[i] - target - slack);
            low = lows[i] = Math.Max(0, low + target - slack - values[i]);
            if (high > decision || low > decision)
                first ??= i;
        }
        return new CusumChart(highs, lows, first);
    }
}
