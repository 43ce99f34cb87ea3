using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>
/// Counts the lines of commits that have none yet, newest change first, in one long git process. What remains to be done is
/// read from the facts, so a run that was stopped goes on where it stood.
/// </summary>
internal sealed class LineCounts(SourceImport import, GitBatches batches)
{
    private const int CommitsInBatch = 4_000;
    private const int FilesInBatch = 20_000;
    private const int MostUnreadable = 100;

    // A change counts for its landing: its commits are read together, however old they are.
    private const string Missing =
        """
        FROM "commit" c LEFT JOIN change h ON h.id = c.change
        WHERE c.source = (SELECT id FROM source WHERE name = $1) AND NOT c.is_merge AND c.additions IS NULL
              AND ($2 IS NULL OR coalesce(h.merged_at, c.committed_at) >= $2)
        """;

    private readonly List<CommitLines> commits = [];
    private readonly List<FileLines> files = [];
    private readonly List<ChangeLines> changes = [];

    public async Task<bool> IsCompleteAsync(CancellationToken cancellationToken)
    {
        var first = await import.Facts.ReadAsync(new FactSql("SELECT 1 " + Missing + " LIMIT 1", import.Name, Since()), row => row.GetInt32(0), cancellationToken);
        return first.Count == 0;
    }

    /// <summary>Commits whose files' contents are missing from the repository are passed over and reported, up to a hundred.</summary>
    public async Task ReadAsync(ReadingRepository repository, string repo, CancellationToken cancellationToken)
    {
        HashSet<string> unreadable = [];
        while (unreadable.Count < MostUnreadable && await ReadUntilUnreadableAsync(repository, repo, unreadable, cancellationToken) is { } sha)
            unreadable.Add(sha);
        if (unreadable.Count > 0) import.Notes?.Report(GitProblems.ContentsMissing());
    }

    /// <returns>The commit that could not be read; null at the end.</returns>
    private async Task<string?> ReadUntilUnreadableAsync(
        ReadingRepository repository, string repo, HashSet<string> unreadable, CancellationToken cancellationToken)
    {
        var all = await WantedAsync(cancellationToken);
        Wanted[] wanted = [.. all.Where(commit => !unreadable.Contains(commit.Sha))];
        // The lines of a change are known only when those of all its commits are.
        var cut = all.Where(commit => unreadable.Contains(commit.Sha)).Select(commit => commit.Change).ToHashSet();
        var counted = await CountedAsync(cancellationToken);
        await using var process = repository.Start("diff-tree", "--stdin", "-r", "--root", "-z", "--numstat", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color");
        var feeding = process.FeedAsync(wanted.Select(commit => commit.Sha), cancellationToken);
        var tokens = new TokenReader(process.Output);
        var reader = new LineReader();
        var done = 0;
        var change = new LineCount();

        // Commits up to the one that git lists next are whole; those it passed over touch nothing.
        void Complete(string? next)
        {
            while (done < wanted.Length && wanted[done].Sha != next)
            {
                var commit = wanted[done++];
                var isListed = commit.Sha == reader.Commit;
                var lines = isListed ? reader.Sum : default;
                commits.Add(new CommitLines { Repo = repo, Sha = commit.Sha, Additions = lines.Additions, Deletions = lines.Deletions });
                if (isListed) files.AddRange(reader.Files.Select(file => new FileLines { Commit = commit.Sha, Path = file.Path, Repo = repo, Additions = file.Lines.Additions, Deletions = file.Lines.Deletions }));
                change += lines;
                if (done < wanted.Length && wanted[done].Change == commit.Change) continue;
                if (commit.Change is not null && !cut.Contains(commit.Change))
                {
                    change += counted.GetValueOrDefault(commit.Change);
                    changes.Add(new ChangeLines { Repo = repo, Id = commit.Change, Additions = change.Additions, Deletions = change.Deletions });
                }
                change = default;
            }
        }

        do
        {
            while (tokens.TryRead(out var token))
            {
                if (!LineReader.IsCommit(token))
                {
                    reader.Accept(token);
                    continue;
                }
                Complete(System.Text.Encoding.ASCII.GetString(token));
                reader.Begin(token);
            }
            if (IsFull(wanted, done)) await FlushAsync(done, wanted.Length, cancellationToken);
        }
        while (await tokens.ReceiveAsync(cancellationToken));

        try
        {
            await process.EndAsync(cancellationToken);
            await feeding;
        }
        catch (SourceException failure) when (failure.Problem.Code == GitProblems.CorruptCode && done < wanted.Length)
        {
            await FlushAsync(done, wanted.Length, cancellationToken);
            return wanted[done].Sha;
        }
        Complete(null);
        await FlushAsync(done, wanted.Length, cancellationToken);
        return null;
    }

    // Between changes only, so that a change and its commits are counted in one batch.
    private bool IsFull(Wanted[] wanted, int done) =>
        (commits.Count >= CommitsInBatch || files.Count >= FilesInBatch)
        && (done == wanted.Length || wanted[done].Change is null || wanted[done].Change != wanted[done - 1].Change);

    private async Task FlushAsync(int done, int total, CancellationToken cancellationToken)
    {
        if (commits.Count > 0)
        {
            await batches.WriteAsync(batches.Begin().Patch(commits.ToArray()).Patch(files.ToArray()).Patch(changes.ToArray()), cancellationToken);
            commits.Clear();
            files.Clear();
            changes.Clear();
        }
        import.Progress.Report(new("lines", done, total, Ready: true));
    }

    private Task<IReadOnlyList<Wanted>> WantedAsync(CancellationToken cancellationToken) => import.Facts.ReadAsync(
        new FactSql("SELECT c.sha, h.key " + Missing + " ORDER BY coalesce(h.merged_at, c.committed_at) DESC, h.id, c.id", import.Name, Since()),
        row => new Wanted(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
        cancellationToken);

    // What is known already of changes that are counted in part.
    private async Task<Dictionary<string, LineCount>> CountedAsync(CancellationToken cancellationToken)
    {
        var rows = await import.Facts.ReadAsync(
            new FactSql(
                $"""
                SELECT h.key, least(sum(k.additions), 2147483647)::INTEGER, least(sum(k.deletions), 2147483647)::INTEGER
                FROM "commit" k JOIN change h ON h.id = k.change
                WHERE k.additions IS NOT NULL AND k.change IN (SELECT c.change {Missing})
                GROUP BY h.key
                """,
                import.Name,
                Since()),
            row => (Change: row.GetString(0), Lines: new LineCount(row.GetInt32(1), row.GetInt32(2))),
            cancellationToken);
        return rows.ToDictionary(row => row.Change, row => row.Lines, StringComparer.Ordinal);
    }

    private DateTime? Since() => import.DetailsSince?.UtcDateTime;

    private readonly record struct Wanted(string Sha, string? Change);
}
