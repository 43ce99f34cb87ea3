namespace Duet.Engine.Facts;

/// <summary>A tag that names a version, or a published release.</summary>
[Fact("release")]
public sealed record ReleaseFact
{
    [Key, Dimension(Whole = true), Listed] public required string Repo { get; init; }
    [Key, Listed] public required string Tag { get; init; }
    public required string Sha { get; init; }

    /// <summary>Tagger date, or the commit's date where the tag has none.</summary>
    [Listed] public required DateTimeOffset At { get; init; }
    [Dimension, Listed] public required bool Prerelease { get; init; }

    /// <summary>Which part of the version moved against the highest earlier release: major, minor, patch, other.</summary>
    [Dimension, Listed] public required ReleaseKind Kind { get; init; }

    /// <summary>A patch release within 72 hours of the release before it, or one whose commits say hotfix.</summary>
    [Dimension, Listed] public bool IsHotfix { get; init; }

    /// <summary>Date of the release before it in time (pre-releases apart); null for the first.</summary>
    public DateTimeOffset? PreviousAt { get; init; }

    /// <summary>Commits and changes of the default branch that this release was the first to contain.</summary>
    [Listed] public int? Commits { get; init; }
    [Listed] public int? Changes { get; init; }
}

public enum ReleaseKind
{
    Major,
    Minor,
    Patch,
    Other,
}
