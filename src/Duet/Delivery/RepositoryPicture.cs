using Duet.Engine.Delivery;
using Duet.Metrics;
using Duet.Platform.Ui.Charts;

namespace Duet.Delivery;

/// <summary>What git tells of one repository.</summary>
internal sealed record RepositoryPicture
{
    public required string Repository { get; init; }

    /// <summary>Metrics of the page, by key; those the catalogue does not have are missing.</summary>
    public required IReadOnlyDictionary<string, MetricView> Metrics { get; init; }
    public Histogram? LeadTimes { get; init; }

    /// <summary>Releases of the shown span, oldest first.</summary>
    public required IReadOnlyList<ReleaseMark> Releases { get; init; }
    public required AreaPicture Areas { get; init; }
    public required IReadOnlyList<Hotspot> Hotspots { get; init; }
    public required CouplingResult Coupling { get; init; }
    public required HistoryReading History { get; init; }
}

/// <summary>A release on the timeline.</summary>
internal sealed record ReleaseMark(string Tag, DateTimeOffset At, string Kind, bool IsPrerelease, bool IsHotfix, int? Changes);

/// <summary>How the history was read.</summary>
/// <param name="Methods">Changes by the trace that made them visible, most first.</param>
/// <param name="Confidence">Mean over the changes, 0 to 1; null without changes.</param>
/// <param name="Commits">Commits of the default branch.</param>
/// <param name="InChanges">Those that came with a change.</param>
/// <param name="Countable">Commits that are no merges.</param>
/// <param name="Counted">Those of them whose lines are read.</param>
internal sealed record HistoryReading(
    IReadOnlyList<(string Method, long Changes)> Methods, double? Confidence, long Commits, long InChanges, long Countable, long Counted);
