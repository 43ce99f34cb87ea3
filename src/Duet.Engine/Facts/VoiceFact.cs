namespace Duet.Engine.Facts;

/// <summary>
/// A piece of feedback and how far its answer has come. Without words and without a writer: rows are listed to whoever sees
/// numbers. Its team is the one that answers for <see cref="Service"/>.
/// </summary>
[Fact("voice")]
public sealed record VoiceFact
{
    [Key] public required string Id { get; init; }
    [Dimension, Listed] public required SpeakerKind Kind { get; init; }
    [Dimension, Listed] public required VoiceDoor Channel { get; init; }

    /// <summary>When it was said; developers' voices to the hour.</summary>
    [Listed, Created] public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>When somebody first sorted it.</summary>
    [Listed] public DateTimeOffset? TriagedAt { get; init; }

    /// <summary>When it was first linked to an initiative, a feature, a tool or a work item.</summary>
    [Listed] public DateTimeOffset? LinkedAt { get; init; }

    /// <summary>When work on that began.</summary>
    [Listed] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The deployment or release that holds it.</summary>
    [Listed] public DateTimeOffset? ReleasedAt { get; init; }
    public DateTimeOffset? ExposedAt { get; init; }

    /// <summary>When those who asked were told, of a yes or of a no.</summary>
    [Listed] public DateTimeOffset? ToldAt { get; init; }
    public DateTimeOffset? ConfirmAskedAt { get; init; }
    [Listed] public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>30 and 90 days after it was said.</summary>
    public required DateTimeOffset MonthDueAt { get; init; }
    public required DateTimeOffset QuarterDueAt { get; init; }
    [Dimension, Listed] public VoiceClosing? ClosedAs { get; init; }

    /// <summary>What they said when asked whether it helped; null until then.</summary>
    [Listed] public bool? Helped { get; init; }
    [Dimension] public bool IsReopened { get; init; }

    /// <summary>Somebody left an address, or is of the house.</summary>
    public bool CanBeTold { get; init; }

    /// <summary>The first of its themes in the order of the codebook.</summary>
    [Dimension, Listed] public string? Theme { get; init; }
    public double Weight { get; init; }
    public int Votes { get; init; }
    [Dimension(Whole = true), Listed] public string? Product { get; init; }
    [Dimension(Whole = true), Listed] public string? Feature { get; init; }
    [Dimension(Whole = true), Listed] public string? Tool { get; init; }
    [Dimension(Whole = true), Listed] public string? Initiative { get; init; }
    [Dimension(Whole = true)] public string? Service { get; init; }

    /// <summary>The segment of the customer it comes from.</summary>
    [Dimension] public string? Segment { get; init; }
}

/// <summary>What somebody who speaks is to the product.</summary>
public enum SpeakerKind
{
    User,
    Customer,
    Stakeholder,
    Pm,
    Developer,
}

/// <summary>The way a voice came in.</summary>
public enum VoiceDoor
{
    Form,
    Portal,
    Widget,
    Mail,
    Slack,
    Api,
    Csv,
    GitHub,
    Survey,
    Cli,
    Mcp,
    Internal,
}

/// <summary>How a voice ended.</summary>
public enum VoiceClosing
{
    Done,
    Declined,
    Duplicate,
    Spam,
    Withdrawn,
}
