using Duet.Engine.Metrics;
using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui.Charts;

/// <summary>A word-sized line: the band is its usual range, the dot the last complete period, dashes the open one.</summary>
public sealed partial class Spark
{
    private const double Inset = 4;
    private const double Height = 34;
    private PlotScale scale;
    private LinePaths paths = new(new PlotScale(1, 0, 1), []);

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<SeriesPoint> Points { get; set; }

    /// <summary>Lower end of the usual range; null where it is not known yet.</summary>
    [Parameter]
    public double? Low { get; set; }

    [Parameter]
    public double? High { get; set; }

    // The paths are drawn in a box of 100 by 100 and moved into the spark's own.
    private static string Place => $"translate(2 {Svg.Number(Inset)}) scale(1 {Svg.Number((Height - 2 * Inset) / 100)})";

    protected override void OnParametersSet()
    {
        var values = Points.Select(point => point.Value).OfType<double>().ToList();
        var (lowest, highest) = (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(1).Max());
        // Far limits of a noisy metric would press the line flat: the band may take as much room again, not more.
        var room = Math.Max(highest - lowest, 1e-9);
        lowest = Math.Min(lowest, Math.Max(Low ?? lowest, lowest - room / 2));
        highest = Math.Max(highest, Math.Min(High ?? highest, highest + room / 2));
        if (highest - lowest < 1e-9)
            (lowest, highest) = (lowest - 1, highest + 1);
        scale = new PlotScale(Math.Max(1, Points.Count), lowest, highest);
        paths = new LinePaths(scale, Points);
    }

    private double X(int slot) => 2 + scale.X(slot);

    private double Y(double value) => Inset + scale.Y(value) * (Height - 2 * Inset) / 100;
}
