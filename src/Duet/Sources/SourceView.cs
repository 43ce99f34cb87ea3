namespace Duet.Sources;

/// <summary>A source and how it stands.</summary>
public sealed record SourceView
{
    public required string Name { get; init; }
    public required string Kind { get; init; }

    /// <summary>Without credentials.</summary>
    public required string Location { get; init; }
    public required SourceState State { get; init; }
    public required bool Enabled { get; init; }

    /// <summary>Where the run stands; null where none is under way.</summary>
    public SourceProgress? Progress { get; init; }
    public DateTimeOffset? LastRun { get; init; }
    public DateTimeOffset? LastSuccess { get; init; }
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>Why the last run failed.</summary>
    public SourceProblem? Problem { get; init; }

    /// <summary>What the last run could not do, though it went on.</summary>
    public IReadOnlyList<SourceProblem> Notes { get; init; } = [];

    public bool NeedsAttention => State is SourceState.Broken or SourceState.Late;
}

public enum SourceState
{
    /// <summary>Not read yet.</summary>
    Waiting,
    Running,

    /// <summary>Read within its interval.</summary>
    Fresh,

    /// <summary>Read, but longer ago than three intervals.</summary>
    Late,

    /// <summary>The last run failed.</summary>
    Broken,
    Off,
}
