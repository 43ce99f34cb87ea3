using Duet.Sources;
using Duet.Tests.Sources.Git;
using Microsoft.Extensions.DependencyInjection;
using FactSql = Duet.Engine.Facts.FactSql;
using IFactStore = Duet.Engine.Facts.IFactStore;

namespace Duet.Tests.Sources;

public sealed class GitSourceServedTests
{
    [Fact]
    public async Task Repository_Added_IsReadAndRemovedWithItsFacts()
    {
        using var repository = TestRepository.Create();
        repository.Git("commit", "-q", "--allow-empty", "-m", "first");
        await using var server = await RunningServer.StartAsync();
        var sources = server.Get<KnownSources>();
        var stop = TestContext.Current.CancellationToken;
        Task<IReadOnlyList<long>> CommitsAsync() =>
            server.Get<IFactStore>().ReadAsync(new FactSql("SELECT count(*) FROM \"commit\""), row => row.GetInt64(0), stop);

        var name = (await sources.AddAsync("git", repository.Folder, "host", stop)).Name!;
        for (var tries = 0; await StateAsync(server) is not SourceState.Fresh; tries++)
        {
            Assert.True(tries < 500, "It was not read within 25 seconds.");
            await Task.Delay(50, stop);
        }
        Assert.Equal(1, (await CommitsAsync())[0]);

        Assert.True(await sources.RemoveAsync(name, "host", stop));
        Assert.Equal(0, (await CommitsAsync())[0]);
    }

    private static async Task<SourceState> StateAsync(RunningServer server)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SourceBoard>().ListAsync(TestContext.Current.CancellationToken))[0].State;
    }
}
