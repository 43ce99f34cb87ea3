using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Feedback.Search;

namespace Duet.Loop;

/// <summary>The loop in figures: its legs as medians in which what is open counts as open, and what is open now.</summary>
internal sealed class LoopPictures(IMetrics metrics, VoiceLists lists, Func<Installation> installation, TimeProvider time)
{
    public static readonly IReadOnlyList<string> Legs =
        ["voice.triage_time", "voice.decide_time", "voice.wait_time", "voice.build_time", "voice.tell_time", "voice.confirm_time"];

    public static readonly IReadOnlyList<string> Wholes = ["loop.asked_to_released", "loop.asked_to_told"];
    public static readonly IReadOnlyList<string> Shares =
        ["loop.closed_30_share", "loop.closed_90_share", "loop.told_share", "loop.confirmed_share", "loop.helped_share", "voice.reopened_share"];

    /// <summary>A metric over the last weeks, of all voices and of each kind that has rows.</summary>
    public async Task<LoopRow?> RowAsync(string key, int weeks, CancellationToken cancellationToken)
    {
        if (metrics.Find(key) is not { } definition)
            return null;
        var open = Grains.Containing(time.GetUtcNow(), Grain.Week, installation().Zone);
        var period = new Period(open.Start.AddDays(-7 * weeks), open.End);
        var all = await metrics.SeriesAsync(new MetricQuery { Key = key, Period = period, Grain = Grain.Week }, cancellationToken);
        var byKind = await metrics.SeriesAsync(new MetricQuery { Key = key, Period = period, Grain = Grain.Week, By = ["kind"] }, cancellationToken);
        return new LoopRow(
            definition, all.Series?.Totals is [var whole, ..] ? whole : null,
            byKind.Series?.Totals.Where(total => total.Group is not null).ToDictionary(total => total.Group!) ?? []);
    }

    /// <summary>A metric over the last weeks as one number, of the rows that the filters leave; null where it waits or may not be asked.</summary>
    public async Task<(MetricDefinition Definition, SeriesPoint Total)?> TotalAsync(
        string key, int weeks, IReadOnlyList<DimensionFilter> where, CancellationToken cancellationToken)
    {
        if (metrics.Find(key) is not { } definition)
            return null;
        var open = Grains.Containing(time.GetUtcNow(), Grain.Week, installation().Zone);
        var answer = await metrics.SeriesAsync(
            new MetricQuery { Key = key, Period = new Period(open.Start.AddDays(-7 * weeks), open.End), Grain = Grain.Week, Where = where }, cancellationToken);
        return answer.Series?.Totals is [var whole, ..] ? (definition, whole) : null;
    }

    /// <summary>Voices without an end: how many of each kind, and how many of them are older than thirty days.</summary>
    public async Task<IReadOnlyDictionary<VoiceKind, (int All, int Old)>> OpenAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        Dictionary<VoiceKind, (int, int)> open = [];
        foreach (var kind in Enum.GetValues<VoiceKind>())
            if (await lists.OpenAsync(reach, key => key.Kind == kind, null, time.GetUtcNow().AddDays(-30), 1, cancellationToken) is { All: > 0 } some)
                open[kind] = (some.All, some.Old);
        return open;
    }
}

/// <param name="ByKind">By the kind's word; only those with rows.</param>
internal sealed record LoopRow(MetricDefinition Definition, SeriesPoint? All, IReadOnlyDictionary<string, SeriesPoint> ByKind);
