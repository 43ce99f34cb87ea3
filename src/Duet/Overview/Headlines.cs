using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Overview;

/// <summary>Which metrics stand on the board: a fixed choice per cell, best first; the catalogue fills what is left.</summary>
internal static class Headlines
{
    /// <summary>Metrics with values that one cell shows.</summary>
    public const int MostPerCell = 3;

    /// <summary>Metrics without values that one cell names.</summary>
    public const int MostWaiting = 3;

    private static readonly Dictionary<(Concept, Lens), string[]> Chosen = new()
    {
        [(Concept.FeedbackLoops, Lens.Product)] = ["change.lead_time", "release.interval", "release.frequency"],
        [(Concept.FeedbackLoops, Lens.Devex)] = ["change.time_to_first_review", "build.duration", "change.cycle_time", "deployment.lead_time"],
        [(Concept.CognitiveLoad, Lens.Product)] = ["release.size", "ownership.bus_factor", "commit.authors"],
        [(Concept.CognitiveLoad, Lens.Devex)] = ["load.context_spread", "change.size", "change.files"],
        [(Concept.Tooling, Lens.Product)] = ["commit.bot_share", "commit.ai_declared_share"],
        [(Concept.Tooling, Lens.Devex)] = ["build.queue_time", "build.rerun_share", "deployment.duration"],
        [(Concept.Outcomes, Lens.Product)] = ["release.hotfix_share", "change.reverted_share", "deployment.frequency"],
        [(Concept.Outcomes, Lens.Devex)] = ["change.count", "commit.reverted_share", "deployment.failed_share"],
    };

    /// <summary>A week says nothing about these.</summary>
    private static readonly Dictionary<string, Grain> Slow = new() { ["ownership.bus_factor"] = Grain.Month };

    /// <summary>The metrics of a cell: those chosen, then the rest of its lens in the catalogue's order.</summary>
    public static IEnumerable<MetricDefinition> Of(Concept concept, Lens lens, IMetrics metrics)
    {
        var chosen = Chosen.GetValueOrDefault((concept, lens), []);
        var elsewhere = Chosen.Values.SelectMany(keys => keys).ToHashSet();
        return chosen.Select(metrics.Find).OfType<MetricDefinition>()
            .Concat(metrics.Definitions.Where(definition =>
                definition.Concept == concept && definition.Lens == lens && !elsewhere.Contains(definition.Key)));
    }

    public static Grain GrainOf(string key) => Slow.GetValueOrDefault(key, Grain.Week);
}
