using Duet.Engine.Metrics.Released;

namespace Duet.Engine.Metrics;

/// <summary>A metric as its page defines it: the front matter, checked, and the text people read.</summary>
public sealed record MetricDefinition
{
    public required string Key { get; init; }
    public required string Name { get; init; }

    /// <summary>The question the metric answers, in a full sentence.</summary>
    public required string Question { get; init; }
    public required Lens Lens { get; init; }
    public required Concept Concept { get; init; }

    /// <summary>SPACE dimensions the metric speaks to.</summary>
    public required IReadOnlyList<SpaceDimension> Space { get; init; }

    /// <summary>The fact's table name, such as <c>change</c>.</summary>
    public required string Fact { get; init; }

    /// <summary>The column that says when a row belongs to a period.</summary>
    public required string At { get; init; }

    /// <summary>The measured expression as written; null for plain counts.</summary>
    public string? Measure { get; init; }

    /// <summary>The denominator of a ratio or the period of a rate, as written.</summary>
    public string? Per { get; init; }

    /// <summary>The aggregate as written: count, sum, mean, p50, p75, p90, distinct, share, ratio, rate, or a calculator's name.</summary>
    public required string Aggregate { get; init; }

    /// <summary>
    /// Each point looks back over the twelve months before it, so that neighbours share most of their rows: such a series has
    /// no process limits and no shifts.
    /// </summary>
    public bool IsRolling => Aggregate == "bus_factor";

    /// <summary>Released elsewhere, once a wave: it has no rows, its only grain is the wave, and few points that nobody judges against each other.</summary>
    public bool IsReleased => ReleasedFact.Find(Fact) is not null;

    /// <summary>What happens to rows whose measured duration has no end yet.</summary>
    public OpenRows Open { get; init; } = OpenRows.Drop;

    /// <summary>The population as written; null for all rows.</summary>
    public string? Where { get; init; }

    /// <summary>Rows left out on purpose, each with the reason people read.</summary>
    public IReadOnlyList<Exclusion> Exclude { get; init; } = [];
    public required Unit Unit { get; init; }
    public required Better Better { get; init; }

    /// <summary>The perception beside it, as written; may wait for a source that does not exist yet.</summary>
    public string? Pairs { get; init; }

    /// <summary>Key of the counter-metric that must not get worse when this one gets better.</summary>
    public string? Guard { get; init; }
    public required int Version { get; init; }
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The page's text in Markdown, without the front matter.</summary>
    public required string Text { get; init; }

    /// <summary>Where the page came from: <c>built in</c>, or the file's path.</summary>
    public required string Origin { get; init; }
    public bool IsBuiltIn { get; init; }
}

/// <summary>A condition and the reason why rows that meet it are left out.</summary>
public sealed record Exclusion(string Where, string Reason);

public enum Lens
{
    Product,
    Devex,
    Shared,
}

/// <summary>The four words both functions share.</summary>
public enum Concept
{
    FeedbackLoops,
    CognitiveLoad,
    Tooling,
    Outcomes,
}

/// <summary>The dimensions of SPACE (Forsgren et al. 2021).</summary>
public enum SpaceDimension
{
    Satisfaction,
    Performance,
    Activity,
    Communication,
    Efficiency,
}

public enum OpenRows
{
    /// <summary>Rows without an end are excluded and counted as such.</summary>
    Drop,

    /// <summary>Rows without an end count as open until now (Kaplan-Meier).</summary>
    Censor,
}

public enum Unit
{
    Count,
    Share,
    Minutes,
    Hours,
    Days,
    Lines,
    Files,
    People,
    PerWeek,
    Number,
}

public enum Better
{
    Lower,
    Higher,
    Neither,
}
