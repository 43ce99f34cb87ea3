namespace Duet.Platform.Ui.Charts;

/// <summary>Places points of evenly spaced slots and values of an axis in a box of 100 by 100.</summary>
internal readonly record struct PlotScale(int Slots, double Lowest, double Highest)
{
    /// <summary>The middle of a slot.</summary>
    public double X(int slot) => (slot + 0.5) * 100 / Slots;

    /// <summary>The left edge of a slot.</summary>
    public double Edge(int slot) => slot * 100.0 / Slots;

    /// <summary>Downwards, as in SVG; values beyond the axis stay at its edge.</summary>
    public double Y(double value) => 100 - Math.Clamp((value - Lowest) / (Highest - Lowest), 0, 1) * 100;
}
