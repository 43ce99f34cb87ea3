using Duet.Engine.Metrics;

namespace Duet.Metrics;

/// <summary>The definition as its page writes it, line by line.</summary>
internal static class FrontMatterLines
{
    public static IEnumerable<(string Name, string? Value)> Of(MetricDefinition definition)
    {
        List<(string, string?)> lines =
        [
            ("key", definition.Key),
            ("lens", definition.Lens.ToString().ToLowerInvariant()),
            ("concept", Words(definition.Concept.ToString())),
            ("space", $"[{string.Join(", ", definition.Space).ToLowerInvariant()}]"),
            ("fact", definition.Fact),
            ("at", definition.At),
            ("measure", definition.Measure),
            ("per", definition.Per),
            ("aggregate", definition.Aggregate),
            ("open", definition.Open == OpenRows.Censor ? "censor" : null),
            ("where", definition.Where),
        ];
        lines.AddRange(definition.Exclude.Select(exclusion => ("exclude", (string?)$"{exclusion.Where} ({exclusion.Reason})")));
        lines.AddRange([
            ("unit", Words(definition.Unit.ToString())),
            ("better", definition.Better.ToString().ToLowerInvariant()),
            ("pairs", definition.Pairs),
            ("guard", definition.Guard),
            ("version", definition.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("sources", definition.Sources.Count > 0 ? $"[{string.Join(", ", definition.Sources)}]" : null),
        ]);
        return lines.Where(line => !string.IsNullOrEmpty(line.Item2));
    }

    // FeedbackLoops is written "feedback loops".
    private static string Words(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
}
