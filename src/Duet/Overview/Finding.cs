using Duet.Engine.Insights;
using Duet.Metrics;

namespace Duet.Overview;

/// <summary>Which metrics are worth a sentence, and how clearly they speak.</summary>
internal static class Finding
{
    /// <param name="view">The metric.</param>
    /// <param name="since">Shifts that began before are history, not news.</param>
    public static bool Is(MetricView view, DateTimeOffset since) => view.Reading?.State switch
    {
        ReadingState.Shifted => view.Now is { N: > 0 } && Wording.LastShift(view.Reading)?.At.Start >= since,
        ReadingState.OutOfRange => view.Now is { N: > 0 } && !view.Reading.IsAutocorrelated,
        _ => false,
    };

    /// <summary>A level that stayed counts more than a single period; what got worse counts a little more.</summary>
    public static double Strength(MetricView view)
    {
        var reading = view.Reading!;
        var shift = reading.State == ReadingState.Shifted ? Math.Abs(Wording.LastShift(reading)?.Delta ?? 0) : 0.3;
        return shift + (reading.Judgement == Judgement.Worse ? 0.1 : reading.Judgement == Judgement.Neutral ? -0.2 : 0);
    }
}
