namespace Duet.Engine.Metrics.Released;

/// <summary>
/// Numbers that were computed elsewhere, once and for good, and are a fixed catalogue: no rows, no filters of one's own. A page names
/// the source as its <c>fact</c> and one of its measures as <c>aggregate</c>.
/// </summary>
public interface ISeriesSource
{
    /// <summary>What pages write in <c>fact</c>, such as <c>survey</c>.</summary>
    string Fact { get; }

    /// <summary>Grows with everything that changes an answer; starts at 0.</summary>
    long Version { get; }

    /// <summary>What a query on the metric may group by and filter on.</summary>
    IReadOnlyList<string> DimensionsOf(MetricDefinition definition);

    /// <summary>Values of a dimension, in order, at most <paramref name="limit"/>; of <c>team</c> those within <paramref name="teams"/>.</summary>
    Task<IReadOnlyList<string>> ValuesOfAsync(
        MetricDefinition definition, string dimension, int limit, TeamScope teams, CancellationToken cancellationToken);

    /// <summary>False means that the metric waits for its source.</summary>
    Task<bool> HasDataAsync(MetricDefinition definition, CancellationToken cancellationToken);

    /// <summary>
    /// A point for each wave that closed in the query's period, its period that day; totals are the last wave's. The grain always is
    /// <see cref="Time.Grain.Wave"/>, every named dimension is one of <see cref="DimensionsOf"/>, and nobody asks for
    /// themselves; <see cref="ReleasedQuestion"/> reads the rest. Problems besides the usual ones: <c>not-in-catalogue</c> for a cell that is not among the released
    /// ones, <c>needs-item</c> where <c>where</c> must name one.
    /// </summary>
    Task<SeriesAnswer> SeriesAsync(MetricDefinition definition, MetricQuery query, CancellationToken cancellationToken);
}
