using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

public sealed class GitSourceRemoteTests
{
    private static readonly GitSettings OverHttp = new() { AllowHttp = true };

    [Fact]
    public async Task Import_Address_ClonesAndFollowsWhatMovesThere()
    {
        using var repository = TestRepository.Create("--bare");
        var history = new RandomHistory(repository, new Random(11));
        await using var server = await GitHttpServer.StartAsync(Path.GetDirectoryName(repository.Folder)!);
        await using var run = await GitImportRun.OpenAsync();
        for (var round = 0; round < 4; round++)
        {
            history.Grow(15, mayRewrite: true);
            await run.ImportAsync(server.Address + "/shop", OverHttp);
            await using var scratch = await GitImportRun.OfAsync(repository.Folder);
            Assert.Equal(await scratch.DumpAsync(), await run.DumpAsync());
        }
        Assert.Contains(run.Progress, progress => progress.Step == "fetching");

        repository.Git("branch", "next", "main~1");
        repository.Git("symbolic-ref", "HEAD", "refs/heads/next");
        await run.ImportAsync(server.Address + "/shop", OverHttp);
        Assert.Equal([repository.Git("rev-list", "--count", "next")], await run.ListAsync("SELECT count(*) FROM \"commit\""));
    }

    [Fact]
    public async Task Import_InterruptedFetch_IsDoneAgain()
    {
        using var repository = TestRepository.Create("--bare");
        var history = new RandomHistory(repository, new Random(12));
        history.Grow(10, mayRewrite: false);
        await using var server = await GitHttpServer.StartAsync(Path.GetDirectoryName(repository.Folder)!);
        await using var run = await GitImportRun.OpenAsync();
        // What a clone and a fetch leave when they are killed.
        Directory.CreateDirectory(Path.Combine(run.WorkFolder, "clone.git.part", "objects"));
        await run.ImportAsync(server.Address + "/shop", OverHttp);
        await File.WriteAllTextAsync(Path.Combine(run.WorkFolder, "clone.git", "packed-refs.lock"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(run.WorkFolder, "clone.git", "refs", "heads", "main.lock"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(run.WorkFolder, "clone.git", "objects", "pack", "tmp_pack_x"), "", TestContext.Current.CancellationToken);
        history.Grow(10, mayRewrite: true);
        await run.ImportAsync(server.Address + "/shop", OverHttp);
        await using var scratch = await GitImportRun.OfAsync(repository.Folder);
        Assert.Equal(await scratch.DumpAsync(), await run.DumpAsync());
        Assert.False(File.Exists(Path.Combine(run.WorkFolder, "clone.git", "objects", "pack", "tmp_pack_x")));
    }

    [Fact]
    public async Task Import_AddressWithCredentials_UsesAndNeverShowsThem()
    {
        using var repository = TestRepository.Create("--bare");
        new RandomHistory(repository, new Random(13)).Grow(10, mayRewrite: false);
        await using var server = await GitHttpServer.StartAsync(Path.GetDirectoryName(repository.Folder)!, "ann:se/cret@1");
        await using var run = await GitImportRun.OpenAsync();
        var address = server.Address.Replace("http://", "http://ann:se%2Fcret%401@", StringComparison.Ordinal) + "/shop";

        await run.ImportAsync(address, OverHttp);
        await run.ImportAsync(address, OverHttp);
        Assert.NotEqual(0, await run.CountAsync("\"commit\""));
        Assert.Equal([GitImportRun.Source], await run.ListAsync("SELECT DISTINCT repo FROM \"commit\""));
        foreach (var file in Directory.GetFiles(run.WorkFolder, "*", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("se/cret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("se%2Fcret", text, StringComparison.Ordinal);
        }

        var problem = await run.ProblemAsync(address.Replace("se%2F", "bad", StringComparison.Ordinal), OverHttp);
        Assert.Equal("authentication", problem.Code);
        Assert.DoesNotContain("cret", problem.Message, StringComparison.Ordinal);
        Assert.Equal("authentication", (await run.ProblemAsync(server.Address + "/shop", OverHttp)).Code);
    }

    [Fact]
    public async Task Import_AddressesThatDoNotAnswer_SayWhy()
    {
        using var repository = TestRepository.Create("--bare");
        await using var run = await GitImportRun.OpenAsync();
        string gone;
        await using (var server = await GitHttpServer.StartAsync(Path.GetDirectoryName(repository.Folder)!))
        {
            Assert.Equal("not-a-repository", (await run.ProblemAsync(server.Address + "/nothing", OverHttp)).Code);
            Assert.Equal("empty", (await run.ProblemAsync(server.Address + "/shop", OverHttp)).Code);
            Assert.Equal("forbidden-address", (await run.ProblemAsync(server.Address + "/shop")).Code);
            gone = server.Address;
        }
        Directory.Delete(Path.Combine(run.WorkFolder, "clone.git"), recursive: true);
        Assert.Equal("unreachable", (await run.ProblemAsync(gone + "/shop", OverHttp)).Code);
        Assert.Equal("unreachable", (await run.ProblemAsync("https://duet.invalid/shop")).Code);
    }
}
