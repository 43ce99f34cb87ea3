namespace Duet.Engine.Statistics;

/// <summary>Words for the size of Cliff's delta (Romano et al. 2006): below .147, .33, .474, and above.</summary>
public enum Magnitude
{
    Negligible,
    Small,
    Medium,
    Large,
}

/// <summary>How far two samples lie apart, whatever their unit and shape.</summary>
public static class CliffsDelta
{
    /// <summary>
    /// Share of pairs in which x is larger minus share in which it is smaller (Cliff 1993), in [-1, 1]: 2 U / (m n) - 1.
    /// Null where a sample is empty.
    /// </summary>
    public static double? Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        x.IsEmpty || y.IsEmpty ? null : 2 * MannWhitney.U(x, y) / ((double)x.Length * y.Length) - 1;

    /// <summary>Romano's word for a delta, whatever its sign.</summary>
    public static Magnitude Band(double delta) => Math.Abs(delta) switch
    {
        < 0.147 => Magnitude.Negligible,
        < 0.33 => Magnitude.Small,
        < 0.474 => Magnitude.Medium,
        _ => Magnitude.Large,
    };
}
