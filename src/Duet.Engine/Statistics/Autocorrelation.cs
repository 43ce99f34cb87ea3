namespace Duet.Engine.Statistics;

/// <summary>How a series resembles itself some steps earlier.</summary>
public static class Autocorrelation
{
    /// <summary>
    /// Sample autocorrelation (Box and Jenkins; as R's acf): lagged products of deviations from the overall mean,
    /// divided by the sum of squares.
    /// </summary>
    /// <param name="values">Values in order of time, without gaps.</param>
    /// <param name="lag">Steps in [1, length).</param>
    /// <returns>In [-1, 1]; null where the series is constant or not longer than the lag.</returns>
    public static double? Lag(ReadOnlySpan<double> values, int lag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        if (values.Length <= lag)
            return null;
        var mean = 0.0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        var (squares, products) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            squares += (values[i] - mean) * (values[i] - mean);
            if (i >= lag)
                products += (values[i] - mean) * (values[i - lag] - mean);
        }
        // Tricky: a constant such as 0.1 leaves rounding dust in the squares.
        return squares <= 1e-24 * mean * mean * values.Length ? null : products / squares;
    }
}
