namespace Duet.Engine.Facts;

/// <summary>A pull or merge request, or a merge or squash commit found in git.</summary>
[Fact("change")]
public sealed record ChangeFact
{
    [Key, Dimension(Whole = true), Listed] public required string Repo { get; init; }

    /// <summary>For changes found in git the sha of the merge, squash or direct commit.</summary>
    [Key, Identifying] public required string Id { get; init; }

    /// <summary>The forge's number where the history tells it.</summary>
    [Identifying, Listed] public int? Number { get; init; }
    [Identifying, Listed] public required string Title { get; init; }

    /// <summary>As the source says; in repositories with folders of several services the one most files of the change are code of.</summary>
    [Dimension] public string? Service { get; init; }
    [Subject] public required Actor Author { get; init; }
    [Dimension] public required ActorKind AuthorKind { get; init; }

    /// <summary>Earliest author date of the change's commits.</summary>
    [Listed, Created(2)] public DateTimeOffset? FirstCommitAt { get; init; }
    [Created(1)] public DateTimeOffset? OpenedAt { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }
    public DateTimeOffset? ReviewRequestedAt { get; init; }
    [Listed] public DateTimeOffset? FirstReviewAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    [Listed, Created(3)] public DateTimeOffset? MergedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Date of the first release that contains the change; null where none does yet.</summary>
    [Listed] public DateTimeOffset? ReleasedAt { get; init; }
    [Dimension, Listed] public string? Release { get; init; }

    /// <summary>First successful production deployment that contains the change.</summary>
    public DateTimeOffset? DeployedAt { get; init; }

    /// <summary>How that deployment was found; null where the source itself says it, or nothing is known.</summary>
    [Dimension] public DeployedMethod? DeployedMethod { get; init; }

    /// <summary>Lines over all commits of the change; null until line counts were read.</summary>
    [Listed] public int? Additions { get; init; }
    [Listed] public int? Deletions { get; init; }

    /// <summary>Distinct paths over all commits of the change.</summary>
    [Listed] public int? Files { get; init; }
    public int? Commits { get; init; }
    public int? ReviewRounds { get; init; }
    public int? Comments { get; init; }

    /// <summary>Distinct people who reviewed; from git alone those named in Reviewed-by trailers.</summary>
    public int? Reviewers { get; init; }

    /// <summary>Distinct authors and co-authors, bots and AI tools apart.</summary>
    public int? Authors { get; init; }
    [Dimension] public bool IsRevert { get; init; }
    [Dimension] public bool IsHotfix { get; init; }
    [Dimension] public bool AiDeclared { get; init; }
    public DateTimeOffset? RevertedAt { get; init; }

    /// <summary>How the change was recognised.</summary>
    [Dimension] public required ChangeMethod Method { get; init; }

    /// <summary>0 to 1: how sure we are that this is one change.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>
    /// True where the first commit's time is lost (squash or direct commit), so that times counted from it are lower bounds.
    /// </summary>
    [Dimension] public bool FirstCommitLost { get; init; }
}

/// <summary>The trace that made a change visible.</summary>
public enum ChangeMethod
{
    Merge,
    Squash,
    Direct,
    GitHub,
    GitLab,
    Bitbucket,
    Azure,
    Api,
}

/// <summary>What ties a change to the deployment that brought it.</summary>
public enum DeployedMethod
{
    /// <summary>The deployment names a commit of the change.</summary>
    Sha,

    /// <summary>The deployment names a later commit of the default branch.</summary>
    Mainline,

    /// <summary>The next deployment of the service; which commit it holds is not known.</summary>
    Service,
}
