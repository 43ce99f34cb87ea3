using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>Finds the changes of a default branch in its first-parent line.</summary>
/// <remarks>
/// <list type="number">
/// <item>Every merge of the first-parent line (<c>git log --first-parent --merges</c>) is a change, whatever the style, except:
/// a back-merge, whose message names the default branch itself as what is merged (<c>Merge branch 'main' of url</c>,
/// <c>Merge branch 'main' into topic</c>, <c>Merge remote-tracking branch 'origin/main'</c>) without a forge's number;
/// a pure up-merge, whose message names a maintenance branch or a version tag and that brings in nothing but merges
/// (<c>git rev-list --no-merges M^1..M</c> is empty).</item>
/// <item>A single-parent commit of the line with a forge's number (<c>(#12)</c>, <c>See merge request !12</c>,
/// <c>Merged PR 12: ...</c>) is a change of method Squash, whatever the style.</item>
/// <item>Only in the style Direct each other commit of the line is a change too, of method Direct.</item>
/// <item>The style is what most of the last 200 commits of the line are, back-merges left out; of equals Merge before Squash
/// before Direct.</item>
/// <item>A change's commits are <c>M^1..M</c>; each commit belongs to the oldest merge that brought it in. What back-merges and
/// unmarked commits brought belongs to no change and is counted.</item>
/// </list>
/// Confidence: 1 for merges with a number, 0.9 without, 0.6 for up-merges with work of their own; squashes 0.9 in the style
/// Squash, else 0.7, because a number in brackets may be an issue's; direct commits 0.5.
/// </remarks>
public static class ChangeFinder
{
    private const int Voters = 200;

    /// <summary>Finds the changes reachable from <paramref name="head"/>.</summary>
    /// <param name="graph">All commits, of other branches too.</param>
    /// <param name="commits">The commits reachable from head, in any order; those that are missing belong to no change.</param>
    /// <param name="head">The tip of the default branch.</param>
    /// <param name="defaultBranch">Its name without <c>refs/heads/</c>; where unknown main, master and trunk count as it.</param>
    public static ChangeSet Find(CommitGraph graph, IReadOnlyList<HistoryCommit> commits, int head, string? defaultBranch = null)
    {
        var byNode = new HistoryCommit?[graph.Count];
        foreach (var commit in commits)
            byNode[commit.Node] = commit;
        var mainline = graph.FirstParents(head);
        var owner = graph.BroughtInBy(mainline);
        var brought = BroughtCommits(graph, owner, byNode);
        var branches = new BranchNames(defaultBranch);

        List<Landing> landings = new(mainline.Count);
        foreach (var node in mainline)
        {
            if (byNode[node] is { } commit)
                landings.Add(new Landing(commit, Judge(graph, commit, brought, branches)));
        }
        var votes = Vote(landings);
        var style = Style(votes);
        var changeOf = new int[graph.Count];
        Array.Fill(changeOf, -1);
        List<FoundChange> changes = [];
        foreach (var (commit, role) in landings)
        {
            if (Method(role, style) is not { } method)
                continue;
            var own = brought.TryGetValue(commit.Node, out var inside) ? inside : [commit];
            foreach (var member in own)
                changeOf[member.Node] = changes.Count;
            changeOf[commit.Node] = changes.Count;
            changes.Add(ChangeSummary.Of(graph, commit, own, method, Confidence(commit, role, style)));
        }
        var total = votes.Merge + votes.Squash + votes.Direct;
        return new ChangeSet(changeOf)
        {
            Style = style,
            StyleConfidence = total == 0 ? 0 : (double)Math.Max(Math.Max(votes.Merge, votes.Squash), votes.Direct) / total,
            Votes = votes,
            Changes = changes,
            Mainline = mainline,
            Outside = commits.Count(c => changeOf[c.Node] < 0),
            BackMerges = landings.Count(l => l.Role == Role.BackMerge),
        };
    }

    // For each merge of the mainline the commits it brought in, oldest first.
    private static Dictionary<int, List<HistoryCommit>> BroughtCommits(CommitGraph graph, int[] owner, HistoryCommit?[] byNode)
    {
        Dictionary<int, List<HistoryCommit>> brought = [];
        foreach (var node in graph.TopologicalOrder())
        {
            if (owner[node] < 0 || owner[node] == node || byNode[node] is not { } commit)
                continue;
            if (!brought.TryGetValue(owner[node], out var list))
                brought.Add(owner[node], list = []);
            list.Add(commit);
        }
        return brought;
    }

    private static Role Judge(
        CommitGraph graph, HistoryCommit commit, Dictionary<int, List<HistoryCommit>> brought, BranchNames branches)
    {
        var mark = commit.Signals.Mark;
        if (!graph.IsMerge(commit.Node))
            return mark?.Number != null ? Role.Squash : Role.Direct;
        if (mark is null or { Number: not null })
            return Role.Merge;
        if (branches.IsDefault(mark))
            return Role.BackMerge;
        if (!BranchNames.IsMaintenance(mark))
            return Role.Merge;
        var isPure = !brought.TryGetValue(commit.Node, out var inside) || inside.TrueForAll(c => graph.IsMerge(c.Node));
        return isPure ? Role.BackMerge : Role.UpMerge;
    }

    private static StyleVotes Vote(List<Landing> landings)
    {
        var voters = landings.Where(l => l.Role != Role.BackMerge).Take(Voters).ToList();
        return new StyleVotes(
            voters.Count(l => l.Role is Role.Merge or Role.UpMerge),
            voters.Count(l => l.Role == Role.Squash),
            voters.Count(l => l.Role == Role.Direct));
    }

    private static ChangeMethod Style(StyleVotes votes) =>
        votes.Merge > 0 && votes.Merge >= votes.Squash && votes.Merge >= votes.Direct ? ChangeMethod.Merge
        : votes.Squash > 0 && votes.Squash >= votes.Direct ? ChangeMethod.Squash
        : ChangeMethod.Direct;

    private static ChangeMethod? Method(Role role, ChangeMethod style) => role switch
    {
        Role.Merge or Role.UpMerge => ChangeMethod.Merge,
        Role.Squash => ChangeMethod.Squash,
        Role.Direct when style == ChangeMethod.Direct => ChangeMethod.Direct,
        _ => null,
    };

    private static double Confidence(HistoryCommit commit, Role role, ChangeMethod style) => role switch
    {
        Role.Merge => commit.Signals.Mark?.Number != null ? 1 : 0.9,
        Role.UpMerge => 0.6,
        Role.Squash => style == ChangeMethod.Squash ? 0.9 : 0.7,
        _ => 0.5,
    };

    private enum Role
    {
        Merge,
        UpMerge,
        BackMerge,
        Squash,
        Direct,
    }

    private sealed record Landing(HistoryCommit Commit, Role Role);
}
