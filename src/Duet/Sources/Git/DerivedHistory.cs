using Duet.Engine.Delivery;

namespace Duet.Sources.Git;

/// <summary>What follows from a history as a whole. Pure: equal histories give equal results.</summary>
internal sealed class DerivedHistory
{
    private readonly int[] firstRelease;
    private readonly bool[] isMainline;
    private readonly List<ReleaseTag> final;

    private DerivedHistory(CommitGraph graph, IReadOnlyList<HistoryCommit> commits, ReleaseSet releases, ChangeSet changes)
    {
        (Graph, Commits, Releases, Changes) = (graph, commits, releases, changes);
        Reverted = Reverts.Resolve(graph, commits, changes);
        final = [.. releases.Tags.Where(tag => !tag.IsPrerelease)];
        firstRelease = ReleaseFlood.FirstReleases(graph, [.. final.Select(tag => graph.Find(tag.Sha))]);
        isMainline = new bool[graph.Count];
        foreach (var node in changes.Mainline) isMainline[node] = true;
    }

    public CommitGraph Graph { get; }

    /// <summary>The commits of the default branch, newest first.</summary>
    public IReadOnlyList<HistoryCommit> Commits { get; }
    public ReleaseSet Releases { get; }
    public ChangeSet Changes { get; }
    public RevertedWork Reverted { get; }

    /// <param name="graph">The ancestors of the default branch and of all tags.</param>
    /// <param name="commits">The commits of the default branch, newest first.</param>
    /// <param name="head">Its tip.</param>
    /// <param name="branch">Its name; null where unknown.</param>
    /// <param name="tags">All tags.</param>
    public static DerivedHistory Of(CommitGraph graph, IReadOnlyList<HistoryCommit> commits, string head, string? branch, IEnumerable<TagRef> tags) =>
        new(graph, commits, ReleaseTags.Of(tags), ChangeFinder.Find(graph, commits, graph.Find(head), branch));

    /// <summary>The first release, pre-releases apart, that contains a node; null where none does.</summary>
    public ReleaseTag? FirstRelease(int node) => firstRelease[node] is >= 0 and var index ? final[index] : null;

    /// <summary>For each release, pre-releases apart, the commits and changes that it was the first to contain.</summary>
    public IReadOnlyDictionary<string, ReleaseContent> ReleaseContents()
    {
        var contents = new ReleaseContent[final.Count];
        foreach (var commit in Commits)
        {
            if (firstRelease[commit.Node] is not (>= 0 and var index)) continue;
            ref var content = ref contents[index];
            content = content with { Commits = content.Commits + 1, HasHotfix = content.HasHotfix || commit.Signals.IsHotfix };
        }
        foreach (var change in Changes.Changes)
        {
            if (firstRelease[change.Node] is >= 0 and var index) contents[index] = contents[index] with { Changes = contents[index].Changes + 1 };
        }
        return final.Select((tag, index) => (tag.Name, Content: contents[index])).ToDictionary(pair => pair.Name, pair => pair.Content, StringComparer.Ordinal);
    }

    public bool IsMainline(int node) => isMainline[node];
}

/// <summary>What a release was the first to contain.</summary>
internal readonly record struct ReleaseContent(int Commits, int Changes, bool HasHotfix);
