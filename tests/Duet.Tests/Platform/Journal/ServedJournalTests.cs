using System.Diagnostics;
using Duet.Engine.Facts;
using Duet.Platform.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Platform.Journal;

[Collection(RunAlone.Name)]
public sealed class ServedJournalTests
{
    [Xunit.Fact]
    public async Task Accept_InARunningServer_IsAFactWithinTwoSecondsAndStaysOneAfterARestart()
    {
        using var folder = new TemporaryFolder();
        for (var life = 0; life < 2; life++)
        {
            await using var server = await RunningServer.StartAsync(
                options => options with { Configure = services => services.AddSingleton<IDeliveryMap>(new LineMap()) }, folder.Path);
            var clock = Stopwatch.StartNew();
            var receipt = await server.Get<IJournal>().AcceptAsync(JournalFixture.Of($"d{life}", $"k{life}=prod"), TestContext.Current.CancellationToken);
            Assert.Equal(ReceiptKind.Kept, receipt.Kind);

            while (await CountAsync(server) <= life && clock.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(20, TestContext.Current.CancellationToken);

            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.Equal(life + 1, await CountAsync(server));
            var balance = Assert.Single(await server.Get<IJournal>().BalancesAsync(TestContext.Current.CancellationToken));
            Assert.True(balance is { Holds: true, Pending: 0 }, $"{balance}");
        }
    }

    private static async Task<long> CountAsync(RunningServer server) => (await server.Get<IFactStore>().ReadAsync(
        new FactSql("SELECT count(*) FROM deployment"), row => row.GetInt64(0), TestContext.Current.CancellationToken))[0];
}
