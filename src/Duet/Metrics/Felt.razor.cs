using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Microsoft.AspNetCore.Components;

namespace Duet.Metrics;

/// <summary>How a metric is felt: what the last wave that asked about it said.</summary>
public sealed partial class Felt
{
    private const int YearsBack = 2;

    private MetricDefinition? paired;
    private SeriesPoint? last;
    private string? item;

    [Parameter, EditorRequired]
    public MetricDefinition Definition { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IMetrics Metrics { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        // A pair is written as survey.favourable(build_speed).
        if (Definition.Pairs?.Split('(', ')') is not [var key, var named, ..] || Metrics.Find(key.Trim()) is not { } metric)
            return;
        var now = Time.GetUtcNow();
        var answer = await Metrics.SeriesAsync(
            new MetricQuery
            {
                Key = metric.Key,
                Period = new Period(now.AddYears(-YearsBack), now),
                Grain = Grain.Wave,
                Where = [new DimensionFilter("item", named.Trim())],
            }, Http?.RequestAborted ?? CancellationToken.None);
        (paired, item, last) = (metric, named.Trim(), answer.Series is { Totals: [var total, ..] } ? total : null);
    }
}
