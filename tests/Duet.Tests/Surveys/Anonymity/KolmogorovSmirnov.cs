namespace Duet.Tests.Surveys.Anonymity;

/// <summary>Whether two samples may come from one distribution: the two-sample test, by its asymptotic series.</summary>
internal static class KolmogorovSmirnov
{
    private const int Terms = 100;

    // Below, the series does not come near 1 in so many terms.
    private const double Alike = 0.2;

    /// <returns>How likely samples of one distribution differ at least so much.</returns>
    public static double P(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        double[] first = [.. one.Order()], second = [.. other.Order()];
        var (i, j, most) = (0, 0, 0.0);
        while (i < first.Length && j < second.Length)
        {
            var at = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] <= at)
                i++;
            while (j < second.Length && second[j] <= at)
                j++;
            most = Math.Max(most, Math.Abs(((double)i / first.Length) - ((double)j / second.Length)));
        }
        var effective = Math.Sqrt((double)first.Length * second.Length / (first.Length + second.Length));
        var lambda = (effective + 0.12 + (0.11 / effective)) * most;
        if (lambda < Alike)
            return 1;
        var sum = 0.0;
        for (var k = 1; k <= Terms; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2 * k * k * lambda * lambda);
        return Math.Clamp(sum, 0, 1);
    }
}
