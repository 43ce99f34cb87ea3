namespace Duet.Engine.Statistics;

/// <summary>How much of a value comes from the values just before it, and what is left without that.</summary>
/// <param name="Coefficients">Weight of the value one, two ... steps before; empty for none.</param>
/// <param name="Residuals">What the values before do not foretell: as many as values, less the order.</param>
public sealed record Autoregression(IReadOnlyList<double> Coefficients, IReadOnlyList<double> Residuals)
{
    /// <summary>Fit by Yule and Walker with the order of least AIC, as R's ar.</summary>
    /// <param name="values">Values in order of time, without gaps; must be longer than <paramref name="mostOrder"/>.</param>
    /// <param name="mostOrder">Largest order tried.</param>
    public static Autoregression Fit(ReadOnlySpan<double> values, int mostOrder = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(values.Length, mostOrder);
        double[] centred = [.. values];
        var mean = centred.Average();
        for (var i = 0; i < centred.Length; i++)
            centred[i] -= mean;
        var coefficients = LeastAic(centred, mostOrder);
        var residuals = new double[centred.Length - coefficients.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            var at = i + coefficients.Length;
            residuals[i] = centred[at];
            for (var lag = 1; lag <= coefficients.Length; lag++)
                residuals[i] -= coefficients[lag - 1] * centred[at - lag];
        }
        return new Autoregression(coefficients, residuals);
    }

    // Levinson's recursion gives the orders one after the other.
    private static double[] LeastAic(double[] centred, int mostOrder)
    {
        var n = centred.Length;
        double[] covariances = [.. Enumerable.Range(0, mostOrder + 1)
            .Select(lag => centred.Skip(lag).Zip(centred, (late, early) => late * early).Sum() / n)];
        double[] current = [], best = [];
        var variance = covariances[0];
        if (variance <= 0)
            return best;
        var leastAic = n * Math.Log(variance);
        for (var order = 1; order <= mostOrder && variance > 0; order++)
        {
            var partial = covariances[order];
            for (var lag = 1; lag < order; lag++)
                partial -= current[lag - 1] * covariances[order - lag];
            partial /= variance;
            current = [.. current.Select((coefficient, i) => coefficient - partial * current[order - 2 - i]), partial];
            variance *= 1 - partial * partial;
            var aic = n * Math.Log(variance) + 2 * order;
            if (aic < leastAic)
                (leastAic, best) = (aic, current);
        }
        return best;
    }
}
