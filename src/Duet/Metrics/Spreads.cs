using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Platform.Ui;
using Duet.Platform.Ui.Charts;

namespace Duet.Metrics;

/// <summary>How the measured values behind a view spread: read from the rows that its number counts.</summary>
internal sealed class Spreads(IMetrics metrics)
{
    private const int MostPages = 6;
    private const int PageSize = 500;

    /// <summary>Null where the metric measures no amount, or too few rows have one.</summary>
    public async Task<Histogram?> OfAsync(MetricView view, CancellationToken cancellationToken)
    {
        var amount = Durations.MinutesIn(view.Definition.Unit) is not null || view.Definition.Unit is Unit.Lines or Unit.Files;
        if (!amount || view.Definition.Measure is null || view.Shown.Count == 0)
            return null;
        var query = new MetricQuery
        {
            Key = view.Definition.Key,
            Period = new Period(view.Shown[0].Period.Start, view.Shown[^1].Period.End),
            Grain = view.Selection.Grain,
            Where = view.Selection.Where,
            Calendar = view.Selection.Calendar,
        };
        List<double> values = [];
        int? offset = 0;
        for (var page = 0; page < MostPages && offset is { } from; page++)
        {
            var answer = await metrics.ItemsAsync(new ItemQuery(query, null, from, PageSize), cancellationToken);
            values.AddRange(answer.Page?.Rows.Select(row => Amount(row[^1])).OfType<double>() ?? []);
            offset = answer.Page?.Next;
        }
        return Histogram.Of(values);
    }

    private static double? Amount(object? value) =>
        value is null or string or DateTime or DateTimeOffset or bool ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
