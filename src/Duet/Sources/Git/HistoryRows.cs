using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>Turns a derived history into facts of one repository.</summary>
internal sealed class HistoryRows(string repo, DerivedHistory history)
{
    private readonly Dictionary<string, string> areas = new(StringComparer.Ordinal);

    public CommitFact Commit(HistoryCommit commit)
    {
        var release = history.FirstRelease(commit.Node);
        return new CommitFact
        {
            Repo = repo,
            Sha = commit.Sha,
            Subject = commit.Subject,
            Author = commit.Author,
            AuthorKind = commit.Author.Kind,
            AuthoredAt = commit.AuthoredAt,
            CommittedAt = commit.CommittedAt,
            IsMerge = history.Graph.IsMerge(commit.Node),
            IsMainline = history.IsMainline(commit.Node),
            Files = commit.Files,
            IsRevert = commit.Signals.Revert is { IsReapply: false },
            IsHotfix = commit.Signals.IsHotfix,
            AiDeclared = commit.AiDeclared,
            CoAuthors = commit.Signals.CoAuthors.Count(person => person != commit.Author),
            Reviewers = commit.Signals.Reviewers.Count,
            RevertedAt = RevertedAt(commit.Node),
            ReleasedAt = release?.At,
            Release = release?.Name,
            Change = history.Changes.Of(commit)?.Sha,
        };
    }

    /// <param name="index">In <see cref="ChangeSet.Changes"/>.</param>
    /// <param name="files">Distinct paths over its commits; null where not known.</param>
    /// <param name="lines">Lines over its commits; null until they were counted.</param>
    public ChangeFact Change(int index, int? files, LineCount? lines)
    {
        var change = history.Changes.Changes[index];
        var release = history.FirstRelease(change.Node);
        return new ChangeFact
        {
            Repo = repo,
            Id = change.Sha,
            Number = change.Number,
            Title = change.Title,
            Author = change.Author,
            AuthorKind = change.Author.Kind,
            FirstCommitAt = change.FirstCommitAt,
            MergedAt = change.MergedAt,
            ReleasedAt = release?.At,
            Release = release?.Name,
            Additions = lines?.Additions,
            Deletions = lines?.Deletions,
            Files = files,
            Commits = change.Commits.Count,
            Reviewers = change.Reviewers,
            Authors = change.Authors,
            IsRevert = change.IsRevert,
            IsHotfix = change.IsHotfix,
            AiDeclared = change.AiDeclared,
            RevertedAt = history.Reverted.ByChange[index],
            Method = change.Method,
            Confidence = change.Confidence,
            FirstCommitLost = change.FirstCommitLost,
        };
    }

    public FileChangeFact FileChange(HistoryCommit commit, string path) => new()
    {
        Commit = commit.Sha,
        Path = path,
        Repo = repo,
        Area = Area(path),
        Author = commit.Author,
        AuthorKind = commit.Author.Kind,
        CommittedAt = commit.CommittedAt,
    };

    public IReadOnlyList<ReleaseFact> Releases()
    {
        var contents = history.ReleaseContents();
        return [.. history.Releases.Tags.Select(tag => Release(tag, contents.TryGetValue(tag.Name, out var content) ? content : null))];
    }

    // Pre-releases hold nothing first.
    private ReleaseFact Release(ReleaseTag tag, ReleaseContent? content) => new()
    {
        Repo = repo,
        Tag = tag.Name,
        Sha = tag.Sha,
        At = tag.At,
        Prerelease = tag.IsPrerelease,
        Kind = tag.Kind,
        IsHotfix = tag.IsHotfix || (tag.Kind == ReleaseKind.Patch && content is { HasHotfix: true }),
        PreviousAt = tag.PreviousAt,
        Commits = content?.Commits,
        Changes = content?.Changes,
    };

    private DateTimeOffset? RevertedAt(int node) => history.Reverted.ByNode.TryGetValue(node, out var at) ? at : null;

    private string Area(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0) return "(root)";
        var known = areas.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(path.AsSpan(0, slash), out var area)) known[path.AsSpan(0, slash)] = area = path[..slash];
        return area;
    }
}

/// <summary>Lines added and removed.</summary>
internal readonly record struct LineCount(int Additions, int Deletions)
{
    public static LineCount operator +(LineCount left, LineCount right) =>
        new(Saturate((long)left.Additions + right.Additions), Saturate((long)left.Deletions + right.Deletions));

    private static int Saturate(long lines) => (int)Math.Min(lines, int.MaxValue);
}
