using System.Text;
using Duet.Engine.Metrics;

namespace Duet.Platform.Ui.Charts;

/// <summary>The strokes of one line: what is complete, what is still open, the interval, and points that stand alone.</summary>
internal sealed class LinePaths
{
    private readonly PlotScale scale;
    private readonly IReadOnlyList<SeriesPoint> points;

    public LinePaths(PlotScale scale, IReadOnlyList<SeriesPoint> points)
    {
        (this.scale, this.points) = (scale, points);
        Line = Runs(point => !point.Provisional && point.Value is not null, Stroke);
        Band = Runs(point => !point.Provisional && point is { Low: not null, High: not null }, Ribbon);
        Open = OpenStroke();
    }

    public string Line { get; }
    public string Band { get; }

    /// <summary>From the last complete point into the period that is not over; empty where there is none.</summary>
    public string Open { get; }

    /// <summary>Index of the last complete point with a value; null for none.</summary>
    public int? Last => LastIndex(point => !point.Provisional && point.Value is not null);

    public int? Provisional => LastIndex(point => point.Provisional && point.Value is not null);

    /// <summary>Complete points without a neighbour to draw a line to.</summary>
    public IEnumerable<int> Alone => Enumerable.Range(0, points.Count).Where(index =>
        IsDrawn(index) && !IsDrawn(index - 1) && !IsDrawn(index + 1));

    private bool IsDrawn(int index) =>
        index >= 0 && index < points.Count && points[index] is { Provisional: false, Value: not null };

    private int? LastIndex(Func<SeriesPoint, bool> wanted)
    {
        for (var index = points.Count - 1; index >= 0; index--)
            if (wanted(points[index]))
                return index;
        return null;
    }

    private string OpenStroke()
    {
        if (Provisional is not { } open || !IsDrawn(open - 1))
            return "";
        return "M" + At(open - 1, points[open - 1].Value!.Value) + "L" + At(open, points[open].Value!.Value);
    }

    private string Runs(Func<SeriesPoint, bool> belongs, Action<StringBuilder, int, int> draw)
    {
        var path = new StringBuilder();
        for (var first = 0; first < points.Count; first++)
        {
            var end = first;
            while (end < points.Count && belongs(points[end]))
                end++;
            if (end - first > 1)
                draw(path, first, end);
            first = end;
        }
        return path.ToString();
    }

    private void Stroke(StringBuilder path, int first, int end)
    {
        for (var index = first; index < end; index++)
            path.Append(index == first ? 'M' : 'L').Append(At(index, points[index].Value!.Value));
    }

    private void Ribbon(StringBuilder path, int first, int end)
    {
        for (var index = first; index < end; index++)
            path.Append(index == first ? 'M' : 'L').Append(At(index, points[index].High!.Value));
        for (var index = end - 1; index >= first; index--)
            path.Append('L').Append(At(index, points[index].Low!.Value));
        path.Append('z');
    }

    private string At(int index, double value) => $"{Svg.Number(scale.X(index))} {Svg.Number(scale.Y(value))}";
}
