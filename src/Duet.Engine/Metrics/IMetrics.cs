namespace Duet.Engine.Metrics;

/// <summary>What pages, API, command line and reports ask: the catalogue and its numbers.</summary>
public interface IMetrics
{
    /// <summary>All definitions that are live, by key.</summary>
    IReadOnlyList<MetricDefinition> Definitions { get; }

    /// <summary>Grows with everything that changes an answer: rows, and what is released elsewhere.</summary>
    long Version { get; }

    /// <summary>Pages that cannot be used now, and warnings about those that can.</summary>
    IReadOnlyList<PageNote> Notes { get; }

    MetricDefinition? Find(string key);

    /// <summary>Dimensions a query on this metric may group by or filter on.</summary>
    IReadOnlyList<string> DimensionsOf(MetricDefinition definition);

    /// <summary>
    /// Values of a dimension that the store holds, in order, at most <paramref name="limit"/>; of <c>team</c> those within
    /// <paramref name="teams"/>, null meaning all.
    /// </summary>
    Task<IReadOnlyList<string>> ValuesOfAsync(
        MetricDefinition definition, string dimension, int limit, CancellationToken cancellationToken, TeamScope? teams = null);

    /// <summary>True where the store holds at least one row of the metric's fact: false means it waits for a source.</summary>
    Task<bool> HasDataAsync(MetricDefinition definition, CancellationToken cancellationToken);

    Task<SeriesAnswer> SeriesAsync(MetricQuery query, CancellationToken cancellationToken);

    Task<ItemAnswer> ItemsAsync(ItemQuery query, CancellationToken cancellationToken);
}

/// <summary>Something to know about a metric page: an error (the last good version stays live) or a warning.</summary>
public sealed record PageNote(string Page, int Line, int Column, string Message, bool IsError);
