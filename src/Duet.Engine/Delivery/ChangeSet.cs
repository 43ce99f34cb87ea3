using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>The changes of a default branch.</summary>
public sealed class ChangeSet
{
    private readonly int[] byNode;

    internal ChangeSet(int[] byNode) => this.byNode = byNode;

    /// <summary>How the repository lands changes: Merge, Squash or Direct.</summary>
    public required ChangeMethod Style { get; init; }

    /// <summary>Share of the votes for <see cref="Style"/>, 0 to 1; 0 without votes.</summary>
    public required double StyleConfidence { get; init; }

    /// <summary>The votes of the last commits of the first-parent line.</summary>
    public required StyleVotes Votes { get; init; }

    /// <summary>Newest first, as the first-parent line has them.</summary>
    public required IReadOnlyList<FoundChange> Changes { get; init; }

    /// <summary>Nodes of the first-parent line, newest first.</summary>
    public required IReadOnlyList<int> Mainline { get; init; }

    /// <summary>Commits given that belong to no change.</summary>
    public required int Outside { get; init; }

    /// <summary>First-parent merges that are no change: the default branch merged into itself, maintenance merged up.</summary>
    public required int BackMerges { get; init; }

    /// <summary>The change a commit came with (a change's own merge commit included); null where it came with none.</summary>
    public FoundChange? Of(HistoryCommit commit) => IndexOf(commit.Node) is var i and >= 0 ? Changes[i] : null;

    /// <summary>The index in <see cref="Changes"/> of the change a node came with, or -1.</summary>
    public int IndexOf(int node) => byNode[node];
}

/// <summary>Votes on how a repository lands changes, back-merges left out.</summary>
/// <param name="Merge">Merges.</param>
/// <param name="Squash">Single commits with a forge's number.</param>
/// <param name="Direct">Single commits without.</param>
public sealed record StyleVotes(int Merge, int Squash, int Direct);
