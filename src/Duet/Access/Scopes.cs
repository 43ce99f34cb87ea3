namespace Duet.Access;

/// <summary>What a key may be made for; each row of the matrix that keys open names one.</summary>
internal static class Scopes
{
    public const string MetricsRead = "metrics:read";
    public const string DefinitionsRead = "definitions:read";
    public const string CatalogRead = "catalog:read";
    public const string CatalogWrite = "catalog:write";
    public const string EventsWrite = "events:write";
    public const string SurveysRead = "surveys:read";
    public const string FeedbackRead = "feedback:read";
    public const string FeedbackWrite = "feedback:write";
    public const string FrictionWrite = "friction:write";
    public const string RoadmapWrite = "roadmap:write";
    public const string AuditRead = "audit:read";
    public const string Scim = "scim";

    /// <summary>What a key opens that was asked for without a scope, and each key from before there were scopes.</summary>
    public static IReadOnlyList<string> Default { get; } = [MetricsRead];

    public static IReadOnlyList<string> All { get; } =
    [
        MetricsRead, DefinitionsRead, CatalogRead, CatalogWrite, EventsWrite, SurveysRead, FeedbackRead, FeedbackWrite, FrictionWrite,
        RoadmapWrite, AuditRead, Scim,
    ];

    /// <summary>True where a key with these scopes opens what asks for that one.</summary>
    public static bool Opens(IEnumerable<string> held, string asked) =>
        // A number without its definition could not be read.
        held.Any(scope => scope == asked || (scope == MetricsRead && asked == DefinitionsRead));
}
