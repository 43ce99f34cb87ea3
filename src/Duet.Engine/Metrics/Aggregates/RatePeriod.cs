namespace Duet.Engine.Metrics.Aggregates;

/// <summary>What a rate is told for.</summary>
internal enum RatePeriod
{
    Day,
    Week,
    Month,
}
