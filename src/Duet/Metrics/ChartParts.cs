using Duet.Engine.Metrics;
using Duet.Platform.Ui;
using Duet.Platform.Ui.Charts;
using Microsoft.Extensions.Localization;

namespace Duet.Metrics;

/// <summary>The parts of a line chart that a view's reading gives: limits and shifts within the shown span.</summary>
internal sealed class ChartParts(IStringLocalizer<MetricsText> text, Figures figures, Dates dates)
{
    public static IReadOnlyList<ChartLimits> Limits(MetricView view)
    {
        if (view.Reading is not { } reading)
            return [];
        List<ChartLimits> limits = [];
        for (var index = 0; index < reading.Regimes.Count; index++)
        {
            var regime = reading.Regimes[index];
            var first = Math.Max(0, regime.From - view.Before);
            // Limits hold until the next level begins; the last ones reach into the open period.
            var end = index + 1 < reading.Regimes.Count ? reading.Regimes[index + 1].From - view.Before : view.Shown.Count;
            if (regime is { Lower: { } lower, Upper: { } upper } && end > first)
                limits.Add(new ChartLimits(first, end - first, regime.Centre, lower, upper));
        }
        return limits;
    }

    public IReadOnlyList<ChartShift> Shifts(MetricView view) => view.Reading is not { } reading
        ? []
        :
        [
            .. reading.Shifts
                .Where(shift => shift.Confidence == Engine.Statistics.ShiftConfidence.Confirmed && shift.Index >= view.Before)
                .Select(shift => new ChartShift(
                    shift.Index - view.Before,
                    Math.Max(0, shift.EarliestIndex - view.Before),
                    Math.Min(view.Shown.Count - 1, shift.LatestIndex - view.Before),
                    text["Shift.Title", dates.ShortDay(shift.At.Start)],
                    text["Shift.Detail", figures.Short(shift.Before, view.Definition.Unit), figures.Short(shift.After, view.Definition.Unit)])),
        ];

    /// <summary>What the line is: <c>weekly median</c>.</summary>
    public string LineName(MetricView view)
    {
        var aggregate = text[$"Aggregate.{view.Definition.Aggregate}"];
        return text[$"Each.{view.Selection.Grain}", aggregate.ResourceNotFound ? view.Definition.Name : aggregate.Value];
    }

    public static Tone ToneOf(Lens lens) => lens switch { Lens.Product => Tone.Product, Lens.Devex => Tone.Devex, _ => Tone.Both };
}
