namespace Duet.Engine.Facts;

/// <summary>
/// A figure that is measured elsewhere: revenue, conversion, latency, support load. The numbers of one <see cref="Name"/>
/// have one unit; numbers of different names are never to be mixed.
/// </summary>
[Fact("measurement")]
public sealed record MeasurementFact
{
    [Key] public required string Id { get; init; }

    /// <summary>What was measured, such as <c>revenue.monthly</c>.</summary>
    [Dimension(Whole = true), Listed] public required string Name { get; init; }

    /// <summary>The product it is about; null where it is about all.</summary>
    [Dimension(Whole = true), Listed] public string? Product { get; init; }

    /// <summary>
    /// The customer it is about, as the sender names it; null where it is about all. No dimension: customers are listed
    /// only to those who may see them.
    /// </summary>
    [Identifying] public string? Account { get; init; }
    [Listed] public required DateTimeOffset At { get; init; }
    [Listed] public required double Value { get; init; }

    /// <summary>The sender's word for the unit, such as <c>EUR</c> or <c>ms</c>.</summary>
    [Dimension(Whole = true), Listed] public string? Unit { get; init; }
}
