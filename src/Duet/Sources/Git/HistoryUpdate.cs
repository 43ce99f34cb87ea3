using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>
/// Makes the facts that are known equal to a history: what vanished is deleted, what is new is written, what changed is
/// patched. Line counts of known commits stay.
/// </summary>
internal sealed class HistoryUpdate(SourceImport import, GitBatches batches, DerivedHistory history, HistoryRows rows, KnownFacts known)
{
    private const int RowsInBatch = 60_000;
    private const int CommitsInStep = 5_000;

    // In this order, because a run can be stopped between any two batches: what is left must show that work remains. A commit
    // and its paths stand in one step; paths get their new author before their commit does.
    private readonly List<(int Rows, Action<FactBatch> Add)> steps = [];

    /// <summary>Commits whose paths must be read: new ones, and all those of new changes.</summary>
    public IReadOnlyList<HistoryCommit> WithPathsToRead()
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in history.Changes.Changes)
        {
            if (!known.Changes.ContainsKey(change.Sha)) wanted.UnionWith(change.Commits.Select(commit => commit.Sha));
        }
        return [.. history.Commits.Where(commit => !history.Graph.IsMerge(commit.Node) && (wanted.Contains(commit.Sha) || !known.Commits.ContainsKey(commit.Sha)))];
    }

    /// <summary>Writes all differences; the cursor moves with the last batch.</summary>
    /// <param name="read">The commits of <see cref="WithPathsToRead"/>, in this order.</param>
    /// <param name="paths">Their paths.</param>
    /// <param name="cursor">What the facts are made from afterwards.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public async Task WriteAsync(IReadOnlyList<HistoryCommit> read, CommitPaths paths, GitCursor cursor, CancellationToken cancellationToken)
    {
        var indexes = new Dictionary<string, int>(read.Count, StringComparer.Ordinal);
        for (var i = 0; i < read.Count; i++)
        {
            indexes[read[i].Sha] = i;
            read[i].Files = paths.Of(i).Length;
        }
        await DeleteVanishedAsync(cancellationToken);
        UpsertReleases(cursor.Repo);
        WriteChanges(indexes, paths);
        AppendCommits(indexes, paths);
        await PatchCommitsAsync(cursor.Repo, cancellationToken);
        await FlushAsync(cursor, cancellationToken);
    }

    private async Task DeleteVanishedAsync(CancellationToken cancellationToken)
    {
        var here = history.Commits.Select(commit => commit.Sha).ToHashSet(StringComparer.Ordinal);
        var gone = known.Commits.Keys.Where(sha => !here.Contains(sha)).ToList();
        if (gone.Count > 0)
        {
            var repo = known.Commits[gone[0]].Row.Repo;
            var paths = (await KnownFacts.PathsAsync(import.Facts, import.Name, gone, cancellationToken)).ToLookup(file => file.Commit, StringComparer.Ordinal);
            foreach (var part in gone.Chunk(CommitsInStep))
            {
                FileChangeKey[] files = [.. part.SelectMany(sha => paths[sha]).Select(file => new FileChangeKey { Commit = file.Commit, Path = file.Path, Repo = repo })];
                CommitKey[] commits = [.. part.Select(sha => new CommitKey(repo, sha))];
                steps.Add((files.Length + commits.Length, batch => batch.Delete(files).Delete(commits)));
            }
        }
        var changes = history.Changes.Changes.Select(change => change.Sha).ToHashSet(StringComparer.Ordinal);
        Add(known.Changes.Values.Where(change => !changes.Contains(change.Id)).Select(change => new ChangeKey(change.Repo, change.Id)), (batch, keys) => batch.Delete(keys));
    }

    private void UpsertReleases(string repo)
    {
        var releases = rows.Releases();
        Add(known.Releases.Except(releases.Select(release => release.Tag)).Select(tag => new ReleaseKey(repo, tag)), (batch, keys) => batch.Delete(keys));
        Add(releases, (batch, facts) => batch.Upsert(facts));
    }

    private void WriteChanges(Dictionary<string, int> indexes, CommitPaths paths)
    {
        var distinct = new DistinctPaths(paths);
        List<ChangeFact> added = [];
        List<ChangeUpdate> changed = [];
        for (var i = 0; i < history.Changes.Changes.Count; i++)
        {
            var change = history.Changes.Changes[i];
            if (known.Changes.TryGetValue(change.Sha, out var before))
            {
                var now = ChangeUpdate.Of(rows.Change(i, null, null));
                if (now != before with { Author = SameActor(before.Author, now.Author) }) changed.Add(now);
                continue;
            }
            var work = change.Commits.Where(commit => !history.Graph.IsMerge(commit.Node)).ToList();
            var files = distinct.Count(work.Select(commit => indexes[commit.Sha]));
            added.Add(rows.Change(i, files, Sum(work)));
        }
        Add(added, (batch, facts) => batch.Append(facts));
        Add(changed, (batch, facts) => batch.Patch(facts));
    }

    private void AppendCommits(Dictionary<string, int> indexes, CommitPaths paths)
    {
        foreach (var part in history.Commits.Where(commit => !known.Commits.ContainsKey(commit.Sha)).Chunk(CommitsInStep))
        {
            List<FileChangeFact> files = [];
            foreach (var commit in part)
            {
                if (!indexes.TryGetValue(commit.Sha, out var index)) continue;
                foreach (var path in paths.Of(index)) files.Add(rows.FileChange(commit, paths.Name(path)));
            }
            CommitFact[] commits = [.. part.Select(rows.Commit)];
            steps.Add((commits.Length + files.Count, batch => batch.Append(commits).Append(files)));
        }
    }

    private async Task PatchCommitsAsync(string repo, CancellationToken cancellationToken)
    {
        List<CommitUpdate> changed = [];
        Dictionary<string, Actor> authors = new(StringComparer.Ordinal);
        foreach (var commit in history.Commits)
        {
            if (!known.Commits.TryGetValue(commit.Sha, out var before)) continue;
            var now = CommitUpdate.Of(rows.Commit(commit));
            if (now != before.Row with { Author = SameActor(before.Row.Author, now.Author) }) changed.Add(now);
            if (!IsSame(before.Row.Author, now.Author)) authors[commit.Sha] = now.Author;
        }
        if (authors.Count > 0)
        {
            var paths = await KnownFacts.PathsAsync(import.Facts, import.Name, authors.Keys, cancellationToken);
            Add(
                paths.Select(path => new FileAuthor { Commit = path.Commit, Path = path.Path, Repo = repo, Author = authors[path.Commit], AuthorKind = authors[path.Commit].Kind }),
                (batch, facts) => batch.Patch(facts));
        }
        Add(changed, (batch, facts) => batch.Patch(facts));
    }

    // Null while a commit of the change is not counted.
    private LineCount? Sum(IReadOnlyList<HistoryCommit> commits)
    {
        LineCount sum = default;
        foreach (var commit in commits)
        {
            if (!known.Commits.TryGetValue(commit.Sha, out var before) || before.Lines is not { } lines) return null;
            sum += lines;
        }
        return sum;
    }

    private void Add<T>(IEnumerable<T> rowsOfStep, Action<FactBatch, IReadOnlyList<T>> add) where T : class
    {
        foreach (var part in rowsOfStep.Chunk(RowsInBatch)) steps.Add((part.Length, batch => add(batch, part)));
    }

    private async Task FlushAsync(GitCursor cursor, CancellationToken cancellationToken)
    {
        for (var next = 0; ;)
        {
            var (first, count) = (next, 0);
            while (next < steps.Count && (next == first || count + steps[next].Rows <= RowsInBatch)) count += steps[next++].Rows;
            var batch = batches.Begin(next == steps.Count ? cursor : null);
            foreach (var (_, add) in steps[first..next]) add(batch);
            await batches.WriteAsync(batch, cancellationToken);
            if (next == steps.Count) return;
        }
    }

    // A name is no part of an identity: the store keeps the newest.
    private static Actor SameActor(Actor before, Actor now) => IsSame(before, now) ? now : before;

    private static bool IsSame(Actor before, Actor now) => before.Realm == now.Realm && before.Key == now.Key && before.Kind == now.Kind;
}
