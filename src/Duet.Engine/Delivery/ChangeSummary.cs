using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>Sums up the commits of a change.</summary>
internal static class ChangeSummary
{
    public static FoundChange Of(
        CommitGraph graph, HistoryCommit landed, IReadOnlyList<HistoryCommit> commits, ChangeMethod method, double confidence)
    {
        var work = commits.Where(c => !graph.IsMerge(c.Node)).ToList();
        var authors = People(commits, c => c.Signals.CoAuthors.Append(c.Author));
        var reviewers = People(commits.Append(landed), c => c.Signals.Reviewers);
        reviewers.ExceptWith(authors);
        var mark = landed.Signals.Mark;
        return new FoundChange
        {
            Sha = landed.Sha,
            Node = landed.Node,
            Method = method,
            Number = mark?.Number,
            Title = mark?.Title ?? landed.Subject,
            Confidence = confidence,
            Commits = commits,
            Author = Author(work.Count > 0 ? work : commits),
            FirstCommitAt = commits.Min(c => c.AuthoredAt),
            MergedAt = landed.CommittedAt,
            Authors = authors.Count,
            Reviewers = reviewers.Count,
            IsRevert = IsRevert(landed.Signals.Revert) || IsRevert(RevertMarks.Read(mark?.Title, [], mayName: false))
                || (work.Count > 0 && work.TrueForAll(c => IsRevert(c.Signals.Revert))),
            IsHotfix = landed.Signals.IsHotfix || commits.Any(c => c.Signals.IsHotfix),
            AiDeclared = landed.Signals.AiDeclared || commits.Any(c => c.AiDeclared),
        };
    }

    private static bool IsRevert(RevertMark? mark) => mark is { IsReapply: false };

    private static Actor Author(IReadOnlyList<HistoryCommit> commits) =>
        commits.Count == 1 ? commits[0].Author : commits.CountBy(c => c.Author).MaxBy(p => p.Value).Key;

    private static HashSet<Actor> People(IEnumerable<HistoryCommit> commits, Func<HistoryCommit, IEnumerable<Actor>> named) =>
        [.. commits.SelectMany(named).Where(a => a.Kind == ActorKind.Human)];
}
