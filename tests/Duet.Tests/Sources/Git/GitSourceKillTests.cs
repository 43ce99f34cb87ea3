using System.Diagnostics;

namespace Duet.Tests.Sources.Git;

public sealed class GitSourceKillTests
{
    private const int Kills = 5;

    [Fact]
    [Trait("speed", "slow")]
    public async Task FirstImport_KilledAtRandomMomentsAndRunAgain_EqualsAnUndisturbedImport()
    {
        using var repository = TestRepository.Create();
        new RandomHistory(repository, new Random(21)).Grow(12_000, mayRewrite: false);
        await KillAndResumeAsync(repository, start: null, new Random(31));
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task LaterImport_KilledAtRandomMomentsAndRunAgain_EqualsAnUndisturbedImport()
    {
        using var repository = TestRepository.Create();
        var history = new RandomHistory(repository, new Random(22));
        history.Grow(6_000, mayRewrite: false);
        var start = repository.Beside("start.duckdb");
        await using (var run = await GitImportRun.OpenAsync(start)) await run.ImportAsync(repository.Folder);
        history.Grow(6_000, mayRewrite: true);
        await KillAndResumeAsync(repository, start, new Random(32));
    }

    private static async Task KillAndResumeAsync(TestRepository repository, string? start, Random random)
    {
        IReadOnlyList<string> expected;
        await using (var scratch = await GitImportRun.OfAsync(repository.Folder)) expected = await scratch.DumpAsync();
        var store = repository.Beside("facts.duckdb");
        var clock = Stopwatch.StartNew();
        Prepare(start, store);
        using (var undisturbed = ImportChild.Start(repository.Folder, store))
        {
            clock.Restart();
            await undisturbed.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        var duration = clock.Elapsed;
        var (interrupted, attempts) = (0, 0);
        while (interrupted < Kills)
        {
            Assert.True(attempts++ < 10 * Kills, $"Only {interrupted} imports were interrupted in {attempts} attempts.");
            Prepare(start, store);
            using (var child = ImportChild.Start(repository.Folder, store))
            {
                await Task.Delay(duration * random.NextDouble(), TestContext.Current.CancellationToken);
                // Machines are not equally fast at all times: an import that was over already is no kill, and the next comes sooner.
                if (child.HasExited) duration *= 0.8;
                else interrupted++;
                // SIGKILL to the one process: what its git does then is part of the test.
                child.Kill();
                await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            await using var run = await GitImportRun.OpenAsync(store);
            await run.ImportAsync(repository.Folder);
            Assert.Equal(expected, await run.DumpAsync());
        }
    }

    private static void Prepare(string? start, string store)
    {
        File.Delete(store);
        File.Delete(store + ".wal");
        if (start is not null) File.Copy(start, store);
    }
}
