using System.Text;
using Duet.Engine.Delivery;

namespace Duet.Sources.Git;

/// <summary>Reads the history of the default branch and all releases, and brings the facts up to date with them.</summary>
internal sealed class HistoryImport(SourceImport import, ReadingRepository repository, GitBatches batches)
{
    private static readonly string[] Plain = ["--no-renames", "--no-ext-diff", "--no-textconv", "--no-color"];

    /// <param name="refs">Where the default branch and the tags are.</param>
    /// <param name="before">What the facts were made from; null where there are none.</param>
    /// <param name="now">What they will be made from.</param>
    /// <param name="cancellationToken">Stops at the next batch.</param>
    /// <returns>The cursor as written.</returns>
    public async Task<GitCursor> RunAsync(GitRefs refs, GitCursor? before, GitCursor now, CancellationToken cancellationToken)
    {
        import.Progress.Report(new("history", 0, null));
        var dates = new GitDates();
        var graph = new CommitGraphBuilder();
        var reader = new HistoryReader(graph, dates);
        var isFirst = !now.Continues(before);
        await ReadHistoryAsync(reader, refs.Head!, isFirst, cancellationToken);
        now = now with { OddDates = dates.Odd };
        var tags = await GitTags.ReadAsync(repository, refs.Tags, dates, cancellationToken);
        await ReadTaggedAsync(graph, refs.Head!, tags, cancellationToken);

        var history = DerivedHistory.Of(graph.Build(), reader.Commits, refs.Head!, refs.HeadBranch, tags);
        var rows = new HistoryRows(now.Repo, history);
        if (isFirst)
        {
            await new FirstImport(import, batches, history, rows, reader.Paths).WriteAsync(now, cancellationToken);
            return now;
        }
        var known = await KnownFacts.ReadAsync(import.Facts, import.Name, cancellationToken);
        var update = new HistoryUpdate(import, batches, history, rows, known);
        var wanted = update.WithPathsToRead();
        await update.WriteAsync(wanted, await ReadPathsAsync(wanted, cancellationToken), now, cancellationToken);
        return now;
    }

    private async Task ReadHistoryAsync(HistoryReader reader, string head, bool withPaths, CancellationToken cancellationToken)
    {
        await using var process = repository.Start(
            ["log", "-z", HistoryReader.Format, .. withPaths ? (string[])["--raw", "--no-abbrev"] : [], .. Plain, "--no-show-signature", "--no-notes", "--no-decorate", "--end-of-options", head]);
        process.Input.Close();
        var tokens = new TokenReader(process.Output);
        var reported = 0;
        do
        {
            while (tokens.TryRead(out var token)) reader.Accept(token);
            if (reader.Commits.Count < reported + 5_000) continue;
            reported = reader.Commits.Count;
            import.Progress.Report(new("history", reported, null));
        }
        while (await tokens.ReceiveAsync(cancellationToken));
        await process.EndAsync(cancellationToken);
    }

    // Releases on maintenance branches have commits that the default branch lacks.
    private async Task ReadTaggedAsync(CommitGraphBuilder graph, string head, IReadOnlyList<TagRef> tags, CancellationToken cancellationToken)
    {
        if (tags.Count == 0) return;
        await using var process = repository.Start("rev-list", "--parents", "--stdin");
        var feeding = process.FeedAsync([.. tags.Select(tag => tag.Sha).Distinct(StringComparer.Ordinal), "^" + head], cancellationToken);
        var lines = new TokenReader(process.Output, (byte)'\n');
        var text = new char[1 << 10];
        do
        {
            while (lines.TryRead(out var line))
            {
                if (text.Length < line.Length) text = new char[line.Length];
                graph.AddLine(text.AsSpan(0, Encoding.ASCII.GetChars(line, text)));
            }
        }
        while (await lines.ReceiveAsync(cancellationToken));
        await process.EndAsync(cancellationToken);
        await feeding;
    }

    private async Task<CommitPaths> ReadPathsAsync(IReadOnlyList<HistoryCommit> commits, CancellationToken cancellationToken)
    {
        var paths = new CommitPaths();
        if (commits.Count == 0) return paths;
        await using var process = repository.Start(["diff-tree", "--stdin", "-r", "--root", "-z", "--raw", .. Plain]);
        var feeding = process.FeedAsync(commits.Select(commit => commit.Sha), cancellationToken);
        var tokens = new TokenReader(process.Output);
        var reader = new PathReader(commits, paths);
        do
        {
            while (tokens.TryRead(out var token)) reader.Accept(token);
        }
        while (await tokens.ReceiveAsync(cancellationToken));
        await process.EndAsync(cancellationToken);
        await feeding;
        reader.End();
        return paths;
    }
}
