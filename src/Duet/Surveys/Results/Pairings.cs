using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Surveys;
using Duet.Engine.Time;
using Duet.Surveys.Records;

namespace Duet.Surveys.Results;

/// <summary>What was measured beside what people said: each item's metric over the thirteen weeks up to a wave's closing day.</summary>
internal sealed class Pairings(IMetrics metrics, Func<Installation> installation)
{
    private const int DaysBefore = 91;

    /// <summary>By item the metrics that measure it and have a value; items without any are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Measured>> OfAsync(WaveResults results, CancellationToken cancellationToken)
    {
        Dictionary<string, Measured> found = [];
        foreach (var item in results.Instrument?.Items ?? [])
            if (MetricOf(item) is { } metric && await MeasureAsync(metric, results.Wave, results.Former, cancellationToken) is { } measured)
                found[item.Key] = measured;
        return found;
    }

    /// <summary>The metric that an item names, or else the first that names the item.</summary>
    public MetricDefinition? MetricOf(InstrumentItem item) =>
        (item.PairsWith is { } named ? metrics.Find(named) : null)
        ?? metrics.Definitions.FirstOrDefault(metric => metric.Fact != "survey" && metric.Pairs is { } pairs && pairs.EndsWith($"({item.Key})", StringComparison.Ordinal));

    private async Task<Measured?> MeasureAsync(MetricDefinition metric, Wave wave, Wave? former, CancellationToken cancellationToken)
    {
        if (await TotalAsync(metric, wave, cancellationToken) is not { } now)
            return null;
        var before = former is null ? null : await TotalAsync(metric, former, cancellationToken);
        return new Measured(metric, now, before);
    }

    private async Task<SeriesPoint?> TotalAsync(MetricDefinition metric, Wave wave, CancellationToken cancellationToken)
    {
        var zone = installation().Zone;
        var end = Grains.Midnight(wave.ClosesOn.AddDays(1), zone);
        var answer = await metrics.SeriesAsync(
            new MetricQuery { Key = metric.Key, Period = new Period(Grains.Midnight(wave.ClosesOn.AddDays(1 - DaysBefore), zone), end), Grain = Grain.Week }, cancellationToken);
        return answer.Series?.Totals.FirstOrDefault(point => point.Value is not null);
    }
}

/// <summary>A metric's value in the weeks of a wave, and in those of the wave before.</summary>
internal sealed record Measured(MetricDefinition Metric, SeriesPoint Now, SeriesPoint? Before)
{
    /// <summary>Up or down where the two intervals do not touch; null where they do, or where one has none.</summary>
    public Direction? Moved => Before is { Low: { } lowBefore, High: { } highBefore } && Now is { Low: { } low, High: { } high }
        ? low > highBefore ? Direction.Up : high < lowBefore ? Direction.Down : null
        : null;

    public bool CanTell => Before is { Low: not null, High: not null } && Now is { Low: not null, High: not null };

    /// <summary>Whether it moved for the better; null where it did not move, or where neither way is better.</summary>
    public bool? IsBetter => (Moved, Metric.Better) switch
    {
        (Direction.Up, Better.Higher) or (Direction.Down, Better.Lower) => true,
        (Direction.Up, Better.Lower) or (Direction.Down, Better.Higher) => false,
        _ => null,
    };
}
