using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

public sealed class GitSourceIncrementalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Import_AfterEachOfManyUpheavals_EqualsAnImportFromScratch(int seed)
    {
        var random = new Random(seed);
        using var repository = TestRepository.Create();
        var history = new RandomHistory(repository, random);
        await using var run = await GitImportRun.OpenAsync();
        for (var round = 0; round < 6; round++)
        {
            history.Grow(random.Next(1, 25), mayRewrite: true);
            await run.ImportAsync(repository.Folder);
            await using var scratch = await GitImportRun.OfAsync(repository.Folder);
            Assert.Equal(await scratch.DumpAsync(), await run.DumpAsync());
        }
    }

    [Fact]
    public async Task Import_NothingNew_WritesNothing()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(1)).Grow(30, mayRewrite: false);
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        var version = run.Facts.Version;
        await run.ImportAsync(repository.Folder);
        Assert.Equal(version, run.Facts.Version);
        Assert.Contains(run.Progress, progress => progress.Ready);
    }

    [Fact]
    public async Task Import_WithDetailsSince_CountsLinesOfNewerChangesOnlyAndTheRestLater()
    {
        using var repository = TestRepository.Create();
        var script = new HistoryScript();
        var old = script.Commit("Old", [], [("a", "1\n")], at: 1_000_000_000);
        var side = script.Commit("Side", [old], [("b", "1\n2\n")], at: 1_000_000_001);
        var main = script.Commit("Newer", [old], [("a", "1\n2\n")], at: 1_600_000_000);
        script.Branch("main", script.Commit("Merge branch 'side'", [main, side], at: 1_600_000_001));
        repository.Write(script);
        await using var run = await GitImportRun.OpenAsync();

        await run.ImportAsync(repository.Folder, since: DateTimeOffset.FromUnixTimeSeconds(1_500_000_000));
        Assert.Equal(["Newer|1", "Old|-", "Side|2"], await run.ListAsync("SELECT subject, additions FROM \"commit\" WHERE NOT is_merge ORDER BY subject"));

        await run.ImportAsync(repository.Folder);
        Assert.Equal(["Newer|1", "Old|1", "Side|2"], await run.ListAsync("SELECT subject, additions FROM \"commit\" WHERE NOT is_merge ORDER BY subject"));
    }

    [Fact]
    public async Task Import_MovedRepository_KeepsTheNameOfItsSource()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(1)).Grow(20, mayRewrite: false);
        await using var run = await GitImportRun.OfAsync(repository.Folder);
        Directory.Move(repository.Folder, repository.Beside("store"));
        await run.ImportAsync(repository.Beside("store"));
        Assert.Equal([GitImportRun.Source], await run.ListAsync("SELECT DISTINCT repo FROM \"commit\""));
        Assert.Equal([GitImportRun.Source], await run.ListAsync("SELECT DISTINCT repo FROM file_change"));
    }

    [Fact]
    public async Task Import_StoppedBeforeItsEnd_IsFinishedByTheNext()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(3)).Grow(60, mayRewrite: false);
        await using var run = await GitImportRun.OpenAsync();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.StopAsync(repository.Folder, null, null, stop.Token));
        await run.ImportAsync(repository.Folder);
        await using var scratch = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(await scratch.DumpAsync(), await run.DumpAsync());
    }
}
