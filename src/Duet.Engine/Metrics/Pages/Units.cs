using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Metrics.Pages;

/// <summary>Holds a page's unit against what its aggregate gives.</summary>
internal static class Units
{
    public static void Check(MetricDefinition definition, Aggregate? aggregate, MeasureShape shape, Action<string> error)
    {
        var isTime = definition.Unit is Unit.Minutes or Unit.Hours or Unit.Days;
        if (GivesTime(aggregate, shape) && !isTime)
            error("a duration has the unit minutes, hours or days");
        else if (!GivesTime(aggregate, shape) && isTime)
            error($"'{definition.Unit.ToPageWord()}' is for durations, but this measure is none");
        else if (aggregate is Share && definition.Unit != Unit.Share)
            error("'aggregate: share' has the unit share");
        else if (aggregate is not (Share or Ratio) && definition.Unit == Unit.Share)
            error("the unit share is for 'aggregate: share' and 'aggregate: ratio'");
        else if ((aggregate is Rate && shape.RatePeriod == RatePeriod.Week) != (definition.Unit == Unit.PerWeek))
            error("the unit 'per week' goes with 'aggregate: rate' and 'per: week', other rates have the unit number");
    }

    /// <summary>True where the result is a span of time, in seconds until it is scaled.</summary>
    private static bool GivesTime(Aggregate? aggregate, MeasureShape shape) =>
        shape.MeasureType == ExpressionType.Duration && (aggregate is { KeepsUnit: true } || shape.PerType != ExpressionType.Duration);
}
