using System.Text;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui.Charts;

/// <summary>Values over calendar periods, drawn on the server: intervals, process limits, shifts, the open period, gaps.</summary>
public sealed partial class LineChart
{
    private const int MostLabels = 8;
    private PlotScale scale;
    private Ticks ticks = new([0, 1], Unit.Number);
    private IReadOnlyList<LinePaths> paths = [];

    /// <summary>What the picture shows, in a sentence; read out instead of it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required Unit Unit { get; set; }

    [Parameter, EditorRequired]
    public required Grain Grain { get; set; }

    /// <summary>One line with its interval, or up to six to compare; all over the same periods.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ChartLine> Lines { get; set; }

    [Parameter]
    public IReadOnlyList<ChartLimits> Limits { get; set; } = [];

    [Parameter]
    public IReadOnlyList<ChartShift> Shifts { get; set; } = [];

    [Parameter]
    public Tone Tone { get; set; }

    // Axes around nothing look like a fault.
    private bool IsEmpty => Lines.All(line => line.Points.All(point => point is { Value: null, Suppressed: false }));

    private bool IsSingle => Lines.Count == 1;
    private IReadOnlyList<Period> Periods { get; set; } = [];

    protected override void OnParametersSet()
    {
        Periods = Lines.Count == 0 ? [] : [.. Lines[0].Points.Select(point => point.Period)];
        ticks = Ticks.Over(Reached(), Unit);
        scale = new PlotScale(Math.Max(1, Periods.Count), ticks.Lowest, ticks.Highest);
        paths = [.. Lines.Select(line => new LinePaths(scale, line.Points))];
    }

    private string GridPath
    {
        get
        {
            var path = new StringBuilder();
            foreach (var tick in ticks.Values)
                path.Append('M').Append("0 ").Append(Svg.Number(scale.Y(tick))).Append("H100");
            return path.ToString();
        }
    }

    // A wide interval or limit must not flatten the line: both are cut at half as much again as the highest value.
    private IEnumerable<double> Reached()
    {
        var values = Lines.SelectMany(line => line.Points).Select(point => point.Value).OfType<double>().ToList();
        var (lowest, highest) = (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(0).Max());
        var spans = Limits.SelectMany(limits => new[] { limits.Low, limits.High });
        if (IsSingle)
            spans = spans.Concat(Lines[0].Points.Where(point => !point.Provisional)
                .SelectMany(point => new[] { point.Low, point.High }).OfType<double>());
        return values.Concat(spans.Select(bound => Math.Clamp(bound, Math.Min(0, lowest * 1.5), Math.Max(0, highest * 1.5))));
    }

    private string TickLabel(int tick)
    {
        var number = Figures.Bare(ticks.Values[tick], Unit, ticks.Unit);
        return tick == ticks.Values.Count - 1 ? $"{number} {Figures.Sign(ticks.Unit)}".TrimEnd() : number;
    }

    private IEnumerable<(int Slot, bool Optional)> XSlots()
    {
        var step = Math.Max(1, (int)Math.Ceiling(Periods.Count / (double)MostLabels));
        for (var (slot, number) = (0, 0); slot < Periods.Count; (slot, number) = (slot + step, number + 1))
            yield return (slot, number % 2 == 1);
    }

    private string LimitsPath(ChartLimits limits)
    {
        var (left, right) = (scale.Edge(limits.First), scale.Edge(limits.First + limits.Count));
        return $"M{Svg.Number(left)} {Svg.Number(scale.Y(limits.High))}H{Svg.Number(right)}V{Svg.Number(scale.Y(limits.Low))}H{Svg.Number(left)}z";
    }

    private string CentrePath(ChartLimits limits) =>
        $"M{Svg.Number(scale.Edge(limits.First))} {Svg.Number(scale.Y(limits.Centre))}H{Svg.Number(scale.Edge(limits.First + limits.Count))}";

    private string Dot(int line, int slot) =>
        $"M{Svg.Number(scale.X(slot))} {Svg.Number(scale.Y(Lines[line].Points[slot].Value!.Value))}h.01";

    private IEnumerable<int> Suppressed() =>
        Enumerable.Range(0, Periods.Count).Where(slot => Lines.Any(line => line.Points[slot].Suppressed));

    private bool IsOpen(int slot) => Lines.Any(line => line.Points[slot].Provisional);

    private string ValueText(SeriesPoint point) =>
        point.Suppressed ? Text["NotShown"] : Figures.Short(point.Value, Unit);
}
