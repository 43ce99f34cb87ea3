using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>Writes all facts of a repository, in batches of bounded size. What is found in the store is taken out first.</summary>
internal sealed class FirstImport(SourceImport import, GitBatches batches, DerivedHistory history, HistoryRows rows, CommitPaths paths)
{
    private const int CommitsInBatch = 8_000;
    private const int FilesInBatch = 40_000;
    private const int ChangesInBatch = 20_000;

    /// <summary>The cursor is set with the last batch: a run that was stopped before is begun anew.</summary>
    public async Task WriteAsync(GitCursor cursor, CancellationToken cancellationToken)
    {
        await batches.WriteAsync(
            batches.Begin().Clear<FileChangeFact>().Clear<CommitFact>().Clear<ChangeFact>().Clear<ReleaseFact>().Append(rows.Releases()), cancellationToken);
        await WriteChangesAsync(cancellationToken);
        await WriteCommitsAsync(cancellationToken);
        await batches.WriteAsync(batches.Begin(cursor), cancellationToken);
    }

    private async Task WriteChangesAsync(CancellationToken cancellationToken)
    {
        var index = IndexByNode();
        var distinct = new DistinctPaths(paths);
        List<ChangeFact> facts = new(ChangesInBatch);
        for (var i = 0; i < history.Changes.Changes.Count; i++)
        {
            var commits = history.Changes.Changes[i].Commits;
            var files = distinct.Count(commits.Select(commit => index[commit.Node]));
            // Nothing is left to count where all commits are merges.
            var isCounted = commits.All(commit => history.Graph.IsMerge(commit.Node));
            facts.Add(rows.Change(i, files, isCounted ? default(LineCount) : null));
            if (facts.Count < ChangesInBatch && i + 1 < history.Changes.Changes.Count) continue;
            await batches.WriteAsync(batches.Begin().Append(facts), cancellationToken);
            facts = new(ChangesInBatch);
        }
    }

    private async Task WriteCommitsAsync(CancellationToken cancellationToken)
    {
        List<CommitFact> commits = [];
        List<FileChangeFact> files = [];
        for (var i = 0; i < history.Commits.Count; i++)
        {
            var commit = history.Commits[i];
            commits.Add(rows.Commit(commit));
            foreach (var path in paths.Of(i)) files.Add(rows.FileChange(commit, paths.Name(path)));
            if (commits.Count < CommitsInBatch && files.Count < FilesInBatch && i + 1 < history.Commits.Count) continue;
            await batches.WriteAsync(batches.Begin().Append(commits).Append(files), cancellationToken);
            import.Progress.Report(new("facts", i + 1, history.Commits.Count));
            (commits, files) = ([], []);
        }
    }

    private int[] IndexByNode()
    {
        var index = new int[history.Graph.Count];
        for (var i = 0; i < history.Commits.Count; i++) index[history.Commits[i].Node] = i;
        return index;
    }
}
