using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>A change found in the history of the default branch.</summary>
public sealed record FoundChange
{
    /// <summary>Of the merge, squash or direct commit.</summary>
    public required string Sha { get; init; }
    public required int Node { get; init; }

    /// <summary>Merge, Squash or Direct.</summary>
    public required ChangeMethod Method { get; init; }

    /// <summary>The forge's number; null where the message does not tell it.</summary>
    public required int? Number { get; init; }

    /// <summary>The change's title as far as known, else the commit's subject.</summary>
    public required string Title { get; init; }

    /// <summary>0 to 1: how sure we are that this is one change.</summary>
    public required double Confidence { get; init; }

    /// <summary>
    /// Its commits, oldest first in topological order: for a merge what <c>M^1..M</c> lists without M (M itself where that is
    /// empty), otherwise the one commit.
    /// </summary>
    public required IReadOnlyList<HistoryCommit> Commits { get; init; }

    /// <summary>Who authored most of its commits that are no merges; of equals the one who came first.</summary>
    public required Actor Author { get; init; }

    /// <summary>Earliest author date of its commits.</summary>
    public required DateTimeOffset FirstCommitAt { get; init; }

    /// <summary>Squash or direct commit: when work began is lost, the date is that of the last state.</summary>
    public bool FirstCommitLost => Method != ChangeMethod.Merge;

    /// <summary>Committer date of <see cref="Node"/>.</summary>
    public required DateTimeOffset MergedAt { get; init; }

    /// <summary>Distinct people among authors and co-authors; bots and agents apart.</summary>
    public required int Authors { get; init; }

    /// <summary>Distinct people in Reviewed-by trailers who are no authors of it.</summary>
    public required int Reviewers { get; init; }

    /// <summary>The title is a revert, or all its commits are. Re-applies are not.</summary>
    public required bool IsRevert { get; init; }

    /// <summary>One of its commits, its branch or its title says so.</summary>
    public required bool IsHotfix { get; init; }

    /// <summary>One of its commits declares AI assistance.</summary>
    public required bool AiDeclared { get; init; }
}
