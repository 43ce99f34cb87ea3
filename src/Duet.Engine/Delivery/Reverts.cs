namespace Duet.Engine.Delivery;

/// <summary>Follows reverts to what they reverted.</summary>
public static class Reverts
{
    /// <summary>
    /// Resolves the reverts among <paramref name="commits"/>, oldest first. A revert names its commit by a full or abbreviated
    /// id; else by the forge's number of a change; else by the exact subject, or the change's title, of the latest earlier
    /// commit. Reverting a revert puts the work back.
    /// </summary>
    /// <param name="graph">All commits.</param>
    /// <param name="commits">The commits reachable from the default branch, in any order.</param>
    /// <param name="changes">Their changes.</param>
    public static RevertedWork Resolve(CommitGraph graph, IReadOnlyList<HistoryCommit> commits, ChangeSet changes)
    {
        var byNode = new HistoryCommit?[graph.Count];
        foreach (var commit in commits)
            byNode[commit.Node] = commit;
        Dictionary<string, int> bySubject = new(StringComparer.Ordinal);
        Dictionary<int, int> byNumber = [];
        Ledger ledger = new();
        var (resolved, unresolved) = (0, 0);
        foreach (var node in graph.TopologicalOrder())
        {
            if (byNode[node] is not { } commit)
                continue;
            if (commit.Signals.Revert is { } mark)
            {
                var targets = Targets(graph, byNode, mark, bySubject, byNumber);
                _ = targets.Count > 0 ? resolved++ : unresolved++;
                ledger.Revert(node, targets, commit.CommittedAt);
            }
            bySubject[commit.Subject] = node;
            if (changes.IndexOf(node) is var i and >= 0 && changes.Changes[i] is var change && change.Node == node)
            {
                if (change.Number is { } number)
                    byNumber[number] = node;
                bySubject[change.Title] = node;
            }
        }
        return new RevertedWork(
            ledger.Out.ToDictionary(r => r.Key, r => r.Value.At),
            [.. changes.Changes.Select(c => ChangeRevertedAt(graph, c, ledger.Out))],
            resolved,
            unresolved);
    }

    private static List<int> Targets(
        CommitGraph graph, HistoryCommit?[] byNode, RevertMark mark, Dictionary<string, int> bySubject, Dictionary<int, int> byNumber)
    {
        List<int> targets = [];
        foreach (var sha in mark.Shas)
        {
            if (graph.FindAbbreviated(sha) is var node and >= 0 && byNode[node] != null)
                targets.Add(node);
        }
        if (targets.Count == 0 && mark.Number is { } number && byNumber.TryGetValue(number, out var numbered))
            targets.Add(numbered);
        if (targets.Count == 0 && mark.Subject is { } subject && bySubject.TryGetValue(subject, out var named))
            targets.Add(named);
        return targets;
    }

    // Its own merge was reverted, or every commit of it that is no merge.
    private static DateTimeOffset? ChangeRevertedAt(
        CommitGraph graph, FoundChange change, Dictionary<int, (DateTimeOffset At, int Cause)> reverted)
    {
        if (reverted.TryGetValue(change.Node, out var own))
            return own.At;
        DateTimeOffset? last = null;
        foreach (var commit in change.Commits)
        {
            if (graph.IsMerge(commit.Node))
                continue;
            if (!reverted.TryGetValue(commit.Node, out var part))
                return null;
            last = last > part.At ? last : part.At;
        }
        return last;
    }

    /// <summary>What is out at the moment. Reverting a revert puts back what it took out, and so on down the chain.</summary>
    private sealed class Ledger
    {
        // A chain of reverts of reverts is three long in life; a hostile one must not cost its square.
        private const int MostSteps = 1000;

        private readonly Dictionary<int, List<int>> targetsOf = [];

        public Dictionary<int, (DateTimeOffset At, int Cause)> Out { get; } = [];

        public void Revert(int revert, List<int> targets, DateTimeOffset at)
        {
            targetsOf[revert] = targets;
            Stack<(int Node, int Cause, bool IsOut)> open = [];
            foreach (var target in targets)
                open.Push((target, revert, true));
            for (var steps = 0; steps < MostSteps + targets.Count && open.TryPop(out var step); steps++)
            {
                var isChanged = step.IsOut
                    ? Out.TryAdd(step.Node, (at, step.Cause))
                    : Out.TryGetValue(step.Node, out var known) && known.Cause == step.Cause && Out.Remove(step.Node);
                if (!isChanged || !targetsOf.TryGetValue(step.Node, out var own))
                    continue;
                foreach (var target in own)
                    open.Push((target, step.Node, !step.IsOut));
            }
        }
    }
}
