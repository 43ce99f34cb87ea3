using Duet.Engine.Metrics;

namespace Duet.Metrics;

/// <summary>What would fill a metric that has no rows yet.</summary>
internal enum Need
{
    History,
    Forge,
    Builds,
    Deployments,
    Incidents,
    Surveys,
    Other,
}

internal static class Needs
{
    private static readonly string[] OnlyForgesKnow =
        ["ready_at", "opened_at", "review", "approved_at", "closed_at", "comments"];

    public static Need Of(MetricDefinition definition) => definition.Fact switch
    {
        "commit" or "file_change" or "release" => Need.History,
        "review" => Need.Forge,
        "run" => Need.Builds,
        "deployment" => Need.Deployments,
        "incident" => Need.Incidents,
        "survey" => Need.Surveys,
        "change" when Reads(definition, "deployed_at") => Need.Deployments,
        "change" when OnlyForgesKnow.Any(column => Reads(definition, column)) => Need.Forge,
        "change" => Need.History,
        _ => Need.Other,
    };

    private static bool Reads(MetricDefinition definition, string column) =>
        new[] { definition.At, definition.Measure, definition.Where }.Any(part => part?.Contains(column, StringComparison.Ordinal) == true);
}
