namespace Duet.Engine.Statistics;

/// <summary>Whether an XmR chart is centred on means, or on medians, which a few wild points do not move.</summary>
public enum XmrCentre
{
    Mean,
    Median,
}

/// <summary>The frozen limits of an individuals and moving range chart, in the unit of the values.</summary>
/// <param name="Centre">Mean or median of the baseline.</param>
/// <param name="HalfWidth">Distance from the centre to a limit before clipping; 0 for a constant baseline.</param>
/// <param name="Lower">Lower natural process limit, clipped at 0 if asked.</param>
/// <param name="Upper">Upper natural process limit.</param>
/// <param name="UpperRange">Upper limit of the moving range.</param>
/// <param name="Baseline">Points the limits were made of.</param>
/// <param name="Autocorrelation">Lag-1 autocorrelation of the baseline in [-1, 1]; null where it is constant.</param>
public sealed record XmrLimits(
    double Centre, double HalfWidth, double Lower, double Upper, double UpperRange, int Baseline, double? Autocorrelation)
{
    /// <summary>Fewer than 12 points: shown, but marked as provisional.</summary>
    public bool Provisional => Baseline < Xmr.FirmBaseline;

    /// <summary>Neighbouring points resemble each other so much (lag 1 above .3) that limits are too narrow to trust.</summary>
    public bool Autocorrelated => Autocorrelation > 0.3;
}
