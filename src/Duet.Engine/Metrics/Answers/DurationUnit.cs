using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Language;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>Turns seconds into the metric's unit. In working time a day is a working day.</summary>
internal static class DurationUnit
{
    public static Estimate Scale(Estimate estimate, SeriesPlan plan) =>
        SecondsIn(plan) is var seconds and not 1
            ? estimate with { Value = estimate.Value / seconds, Low = estimate.Low / seconds, High = estimate.High / seconds }
            : estimate;

    /// <summary>Seconds in one unit of the metric; 1 where it measures no duration.</summary>
    public static double SecondsIn(SeriesPlan plan) => plan.Metric.MeasureType != ExpressionType.Duration ? 1 : plan.Metric.Definition.Unit switch
    {
        Unit.Minutes => 60,
        Unit.Hours => 3_600,
        Unit.Days => plan.Working?.DayLength.TotalSeconds ?? 86_400,
        _ => 1,
    };
}
