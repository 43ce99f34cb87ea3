using Duet.Engine.Delivery;
using Duet.Engine.Facts;

namespace Duet.Sources.Git;

/// <summary>
/// Reads a git repository with the git program: first the history with its changes and releases, then, newest first, the
/// lines of each commit.
/// </summary>
internal sealed class GitSource(TimeProvider time, GitSettings settings) : ISource
{
    public string Kind => "git";

    public SourceProblem? Check(string location) => GitAddress.Parse(location, settings.AllowHttp).Problem;

    public async Task ImportAsync(SourceImport import, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(import, cancellationToken);
        }
        catch (FactStoreException error) when (error.Fault == FactStoreFault.DiskFull)
        {
            throw GitProblems.DiskFull(error);
        }
        catch (IOException error) when (IsDiskFull(error))
        {
            throw GitProblems.DiskFull(error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new SourceException(new("no-access", $"A file may not be read or written: {error.Message}", "Let the user Duet runs as read the repository."), error);
        }
    }

    private async Task RunAsync(SourceImport import, CancellationToken cancellationToken)
    {
        var (address, problem) = GitAddress.Parse(import.Location, settings.AllowHttp);
        if (address is null) throw new SourceException(problem!);
        var home = Directory.CreateDirectory(Path.Combine(import.WorkFolder, "home")).FullName;
        var git = await GitProgram.FindAsync(settings.Program, home, cancellationToken);
        var path = address.IsRemote ? await new GitClone(git, import.WorkFolder, settings.AllowHttp).UpdateAsync(address, import.Progress, cancellationToken) : address.Location;
        var folder = GitFolder.Find(path) ?? throw GitProblems.NotARepository(address.Location);
        if (folder.UsesReftable) throw GitProblems.UnsupportedFormat(address.Location, "the reftable format");
        var refs = GitRefs.Read(folder);
        if (refs.Head is null) throw refs.HasBranches ? GitProblems.NoDefaultBranch(address.Location) : GitProblems.Empty(address.Location);

        var before = GitCursor.Parse(await import.Facts.CursorAsync(import.Name, cancellationToken));
        var now = GitCursor.Of(import.Name, folder, refs);
        var repository = ReadingRepository.Open(git, Path.Combine(import.WorkFolder, "reading.git"), folder, refs.Head);
        var batches = new GitBatches(import, Guid.CreateVersion7(time.GetUtcNow()));
        if (now.Continues(before) && now.Digest == before!.Digest) now = before;
        else now = await new HistoryImport(import, repository, batches).RunAsync(refs, before, now, cancellationToken);

        if (now.Shallow.Length > 0) import.Notes?.Report(GitProblems.Shallow());
        if (now.OddDates > 0) import.Notes?.Report(GitProblems.OddDates(now.OddDates));
        import.Progress.Report(new("facts", 1, 1, Ready: true));
        var lines = new LineCounts(import, batches);
        if (!await lines.IsCompleteAsync(cancellationToken)) await lines.ReadAsync(repository, now.Repo, cancellationToken);
    }

    private static bool IsDiskFull(IOException error) => (error.HResult & 0xFFFF) is 28 or 0x70 or 0x27;
}
