namespace Duet.Engine.Facts;

/// <summary>A commit reachable from the default branch of a repository, merges included.</summary>
[Fact("commit")]
public sealed record CommitFact
{
    [Key, Dimension(Whole = true), Listed] public required string Repo { get; init; }
    [Key, Identifying, Listed] public required string Sha { get; init; }
    [Identifying, Listed] public required string Subject { get; init; }
    [Subject] public required Actor Author { get; init; }
    [Dimension] public required ActorKind AuthorKind { get; init; }

    /// <summary>The service most of its files are code of; null where no folder of the repository is a service's own.</summary>
    [Dimension] public string? Service { get; init; }
    public required DateTimeOffset AuthoredAt { get; init; }
    [Listed, Created] public required DateTimeOffset CommittedAt { get; init; }
    [Dimension] public required bool IsMerge { get; init; }

    /// <summary>On the default branch's first-parent line.</summary>
    [Dimension] public bool IsMainline { get; init; }

    /// <summary>Paths touched against the first parent; null for merges, which git lists without paths.</summary>
    [Listed] public int? Files { get; init; }

    /// <summary>Lines added; null until line counts were read, and for merges.</summary>
    [Listed] public int? Additions { get; init; }
    [Listed] public int? Deletions { get; init; }
    [Dimension] public bool IsRevert { get; init; }
    [Dimension] public bool IsHotfix { get; init; }

    /// <summary>The commit's message or author declares AI assistance; a lower bound of what was assisted.</summary>
    [Dimension] public bool AiDeclared { get; init; }

    /// <summary>People named in Co-authored-by trailers, without the author, bots and AI tools.</summary>
    public int CoAuthors { get; init; }

    /// <summary>People named in Reviewed-by trailers.</summary>
    public int Reviewers { get; init; }

    /// <summary>When a later commit on the default branch reverted this one; null where none did.</summary>
    public DateTimeOffset? RevertedAt { get; init; }

    /// <summary>The date and tag of the first release (pre-releases apart) that contains the commit; null where none does yet.</summary>
    [Listed] public DateTimeOffset? ReleasedAt { get; init; }
    [Dimension, Listed] public string? Release { get; init; }

    /// <summary>Sha of the change this commit came with; null for commits outside of any change.</summary>
    [Reference(typeof(ChangeFact))] public string? Change { get; init; }
}
