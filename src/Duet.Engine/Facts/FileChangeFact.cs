namespace Duet.Engine.Facts;

/// <summary>A path touched by a commit that is not a merge.</summary>
[Fact("file_change")]
public sealed record FileChangeFact
{
    [Key, Reference(typeof(CommitFact))] public required string Commit { get; init; }
    [Key, Identifying, Listed] public required string Path { get; init; }
    [Dimension(Whole = true), Listed] public required string Repo { get; init; }

    /// <summary>The part of the repository the path lies in: its first directory, or <c>(root)</c>.</summary>
    [Dimension, Listed] public required string Area { get; init; }

    /// <summary>The service the path is code of; null where no folder of the repository is a service's own.</summary>
    [Dimension] public string? Service { get; init; }
    [Subject] public required Actor Author { get; init; }
    [Dimension] public required ActorKind AuthorKind { get; init; }
    [Listed] public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>Lines added; null until line counts were read, and for binary files.</summary>
    [Listed] public int? Additions { get; init; }
    [Listed] public int? Deletions { get; init; }
}
