namespace Duet.Sources.Git;

/// <summary>Counts distinct paths over several commits.</summary>
internal sealed class DistinctPaths(CommitPaths paths)
{
    private readonly HashSet<int> seen = [];

    /// <param name="commits">Indexes of commits in the paths.</param>
    public int Count(IEnumerable<int> commits)
    {
        seen.Clear();
        foreach (var commit in commits)
        {
            foreach (var path in paths.Of(commit)) seen.Add(path);
        }
        return seen.Count;
    }
}
