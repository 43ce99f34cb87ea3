using Duet.Engine.Metrics;
using Duet.Metrics;

namespace Duet.Overview;

/// <summary>The duet board: each shared concept with a cell for each lens.</summary>
/// <param name="Rows">The four concepts.</param>
/// <param name="Since">Start of the shown span.</param>
internal sealed record Board(IReadOnlyList<BoardRow> Rows, DateTimeOffset Since)
{
    /// <summary>All metrics with values, in reading order.</summary>
    public IEnumerable<BoardMetric> Metrics => Rows.SelectMany(row => row.Product.Metrics.Concat(row.Devex.Metrics));

    /// <summary>Metrics that left their usual range or changed their level, the clearest first.</summary>
    public IReadOnlyList<MetricView> Findings => [.. Metrics.Select(metric => metric.View).Where(view => Finding.Is(view, Since)).OrderByDescending(Finding.Strength)];

    public bool IsEmpty => !Metrics.Any();
}

internal sealed record BoardRow(Concept Concept, BoardCell Product, BoardCell Devex)
{
    /// <summary>Lines the row needs beside its heads, so that both cells stand level.</summary>
    public int Lines => Math.Max(1, Math.Max(Product.Lines, Devex.Lines));
}

/// <summary>What one lens sees of one concept: metrics with values, and those that wait for a source.</summary>
internal sealed record BoardCell(Lens Lens, IReadOnlyList<BoardMetric> Metrics, IReadOnlyList<MetricDefinition> Waiting)
{
    public int Lines => Metrics.Count + (Waiting.Count > 0 ? 1 : 0);
}

/// <summary>A metric with the counter-metric beside it; null where the page names none.</summary>
internal sealed record BoardMetric(MetricView View, MetricView? Guard);
