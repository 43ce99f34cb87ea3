using System.Text;
using Duet.Engine.Metrics;
using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui.Charts;

/// <summary>How values spread on a logarithmic scale, with the marks of a half and of nine in ten.</summary>
public sealed partial class Distribution
{
    private static readonly double[] Minutes =
        [1, 5, 15, 60, 240, 1440, 4 * 1440, 14 * 1440, 30 * 1440, 90 * 1440, 365 * 1440, 3 * 365 * 1440];

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required Histogram Values { get; set; }

    [Parameter, EditorRequired]
    public required Unit Unit { get; set; }

    [Parameter]
    public Tone Tone { get; set; }

    private IEnumerable<(double Place, string Name, string Value, string Side)> Marks()
    {
        var (half, ninety) = (Values.Quantile(0.5), Values.Quantile(0.9));
        // Two marks that stand close together lean away from each other.
        var near = Values.Place(ninety) - Values.Place(half) < 0.28;
        yield return Mark(half, Text["Distribution.Half"], near ? "left" : "");
        yield return Mark(ninety, Text["Distribution.NineInTen"], near || Values.Place(ninety) > 0.85 ? near ? "right" : "left" : "");
    }

    private (double, string, string, string) Mark(double value, string name, string side) =>
        (Values.Place(value) * 100, name, Figures.Short(value, Unit), side);

    private string BarsPath()
    {
        var path = new StringBuilder();
        var (width, highest) = (100.0 / Values.Bins.Count, Values.Bins.Max());
        for (var bin = 0; bin < Values.Bins.Count; bin++)
        {
            if (Values.Bins[bin] == 0)
                continue;
            var top = 100 - Values.Bins[bin] * 94.0 / highest;
            path.Append('M').Append(Svg.Number(bin * width + width * 0.06)).Append(" 100V").Append(Svg.Number(top))
                .Append('H').Append(Svg.Number((bin + 1) * width - width * 0.06)).Append("V100z");
        }
        return path.ToString();
    }

    private IEnumerable<(double Place, string Label)> AxisMarks()
    {
        double last = -1;
        foreach (var value in Candidates().Where(value => value > Values.Lowest && value < Values.Highest))
        {
            var place = Values.Place(value);
            if (place < 0.04 || place > 0.96 || place - last < 0.17)
                continue;
            last = place;
            yield return (place * 100, Figures.Short(value, Unit));
        }
    }

    private IEnumerable<double> Candidates()
    {
        if (Durations.MinutesIn(Unit) is { } minutes)
            return Minutes.Select(mark => mark / minutes);
        return Enumerable.Range(-2, 10).SelectMany(power => new List<double> { Math.Pow(10, power), 3 * Math.Pow(10, power) });
    }
}
