using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>What can change about a commit that is known: a mailmap, a new mainline, a later revert or release.</summary>
[PatchOf(typeof(CommitFact))]
internal sealed record CommitUpdate
{
    [Key] public required string Repo { get; init; }
    [Key] public required string Sha { get; init; }
    public required Actor Author { get; init; }
    public required ActorKind AuthorKind { get; init; }
    public required bool IsMainline { get; init; }
    public required DateTimeOffset? RevertedAt { get; init; }
    public required DateTimeOffset? ReleasedAt { get; init; }
    public required string? Release { get; init; }
    [Reference(typeof(ChangeFact))] public required string? Change { get; init; }

    public static CommitUpdate Of(CommitFact fact) => new()
    {
        Repo = fact.Repo,
        Sha = fact.Sha,
        Author = fact.Author,
        AuthorKind = fact.AuthorKind,
        IsMainline = fact.IsMainline,
        RevertedAt = fact.RevertedAt,
        ReleasedAt = fact.ReleasedAt,
        Release = fact.Release,
        Change = fact.Change,
    };
}

/// <summary>What git tells about a change; what other sources tell of it stays as it is.</summary>
[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeUpdate
{
    [Key] public required string Repo { get; init; }
    [Key] public required string Id { get; init; }
    public required int? Number { get; init; }
    public required string Title { get; init; }
    public required Actor Author { get; init; }
    public required ActorKind AuthorKind { get; init; }
    public required DateTimeOffset? FirstCommitAt { get; init; }
    public required DateTimeOffset? MergedAt { get; init; }
    public required DateTimeOffset? ReleasedAt { get; init; }
    public required string? Release { get; init; }
    public required int? Commits { get; init; }
    public required int? Reviewers { get; init; }
    public required int? Authors { get; init; }
    public required bool IsRevert { get; init; }
    public required bool IsHotfix { get; init; }
    public required bool AiDeclared { get; init; }
    public required DateTimeOffset? RevertedAt { get; init; }
    public required ChangeMethod Method { get; init; }
    public required double Confidence { get; init; }
    public required bool FirstCommitLost { get; init; }

    public static ChangeUpdate Of(ChangeFact fact) => new()
    {
        Repo = fact.Repo,
        Id = fact.Id,
        Number = fact.Number,
        Title = fact.Title,
        Author = fact.Author,
        AuthorKind = fact.AuthorKind,
        FirstCommitAt = fact.FirstCommitAt,
        MergedAt = fact.MergedAt,
        ReleasedAt = fact.ReleasedAt,
        Release = fact.Release,
        Commits = fact.Commits,
        Reviewers = fact.Reviewers,
        Authors = fact.Authors,
        IsRevert = fact.IsRevert,
        IsHotfix = fact.IsHotfix,
        AiDeclared = fact.AiDeclared,
        RevertedAt = fact.RevertedAt,
        Method = fact.Method,
        Confidence = fact.Confidence,
        FirstCommitLost = fact.FirstCommitLost,
    };
}

/// <summary>A new author of a path's change, after the mailmap changed.</summary>
[PatchOf(typeof(FileChangeFact))]
internal sealed record FileAuthor
{
    [Key, Reference(typeof(CommitFact))] public required string Commit { get; init; }
    [Key] public required string Path { get; init; }
    public required string Repo { get; init; }
    public required Actor Author { get; init; }
    public required ActorKind AuthorKind { get; init; }
}

[PatchOf(typeof(CommitFact))]
internal sealed record CommitLines
{
    [Key] public required string Repo { get; init; }
    [Key] public required string Sha { get; init; }
    public required int? Additions { get; init; }
    public required int? Deletions { get; init; }
}

[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeLines
{
    [Key] public required string Repo { get; init; }
    [Key] public required string Id { get; init; }
    public required int? Additions { get; init; }
    public required int? Deletions { get; init; }
}

[PatchOf(typeof(FileChangeFact))]
internal sealed record FileLines
{
    [Key, Reference(typeof(CommitFact))] public required string Commit { get; init; }
    [Key] public required string Path { get; init; }
    public required string Repo { get; init; }
    public required int? Additions { get; init; }
    public required int? Deletions { get; init; }
}

[PatchOf(typeof(CommitFact))]
internal sealed record CommitKey([property: Key] string Repo, [property: Key] string Sha);

[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeKey([property: Key] string Repo, [property: Key] string Id);

[PatchOf(typeof(ReleaseFact))]
internal sealed record ReleaseKey([property: Key] string Repo, [property: Key] string Tag);

[PatchOf(typeof(FileChangeFact))]
internal sealed record FileChangeKey
{
    [Key, Reference(typeof(CommitFact))] public required string Commit { get; init; }
    [Key] public required string Path { get; init; }
    public required string Repo { get; init; }
}
