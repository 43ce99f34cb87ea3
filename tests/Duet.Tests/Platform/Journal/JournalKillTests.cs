using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;

namespace Duet.Tests.Platform.Journal;

/// <summary>A process that takes deliveries is killed again and again: nothing it acknowledged may be lost, nothing may be there twice.</summary>
public sealed class JournalKillTests
{
    [Xunit.Fact]
    [Trait("speed", "slow")]
    public async Task Accept_ProcessKilledAgainAndAgain_LosesAndDoublesNothing()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = await KillAsync(folder.Path, Kills.Count, acknowledgeFirst: false, new Random(41));

        var stored = await StoredAsync(folder.Path);
        Assert.True(acknowledged.Count > 100, $"Only {acknowledged.Count} were acknowledged: the test proves nothing.");
        Assert.Empty(Kills.Lost(acknowledged, stored.Select(row => row.DeliveryId!)));
        Assert.Empty(Kills.Doubled(stored.Select(row => row.DeliveryId!)));
        await AssertEachProjectedOnceAsync(folder.Path, stored);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills.Count} kills, {acknowledged.Count} acknowledged, {stored.Count} stored");
    }

    [Xunit.Fact]
    [Trait("speed", "slow")]
    public async Task Accept_AcknowledgedBeforeTheCommit_IsFoundByTheKills()
    {
        var random = new Random(42);
        var lost = 0;
        for (var kill = 0; kill < Kills.Count && lost == 0; kill++)
        {
            using var folder = new TemporaryFolder();
            var acknowledged = await KillAsync(folder.Path, 1, acknowledgeFirst: true, random);
            lost += Kills.Lost(acknowledged, (await StoredAsync(folder.Path)).Select(row => row.DeliveryId!)).Count;
        }
        Assert.True(lost > 0, "A journal that acknowledges before the commit went through: the kill test finds nothing.");
    }

    private static async Task<IReadOnlySet<string>> KillAsync(string folder, int kills, bool acknowledgeFirst, Random random)
    {
        HashSet<string> acknowledged = new(StringComparer.Ordinal);
        var first = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using var child = JournalChild.Start(folder, first, acknowledgeFirst);
            var told = JournalChild.AcknowledgedAsync(child);
            await Task.Delay(random.Next(50, 1_200), TestContext.Current.CancellationToken);
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            var numbers = await told;
            acknowledged.UnionWith(numbers.Select(JournalChild.Id));
            first = Math.Max(first, numbers.DefaultIfEmpty(0).Max());
        }
        return acknowledged;
    }

    private static async Task<IReadOnlyList<JournalRow>> StoredAsync(string folder)
    {
        await using var journal = JournalChild.Open(folder);
        var balances = await journal.BalancesAsync(TestContext.Current.CancellationToken);
        Assert.All(balances, balance => Assert.True(balance.Holds, $"{balance}"));
        return await journal.ReadAsync(0, int.MaxValue, long.MaxValue, TestContext.Current.CancellationToken);
    }

    private static async Task AssertEachProjectedOnceAsync(string folder, IReadOnlyList<JournalRow> stored)
    {
        // A last life, undisturbed: what the killed ones left is projected.
        await using var fixture = new ProjectionFixture(
            () => new Duet.Platform.Journal.Storage.Sqlite.SqliteJournalStore(Path.Combine(folder, "journal"), new JournalOptions()),
            Path.Combine(folder, "facts.duckdb"), new LineMap());
        await fixture.ProjectAsync();
        await fixture.Entrance.AssertBalancedAsync(projected: true);

        Assert.Equal(stored.Sum(row => row.States.Length), (await fixture.DeploymentsAsync()).Count);
        // Which deliveries each batch took in stands in its name: together all of them, none in two.
        var ranges = await fixture.Facts.ReadAsync(
            new FactSql("SELECT string_split(batch_id, '/')[4] FROM ledger WHERE batch_id LIKE 'journal/%/%/%-%'"), row => row.GetString(0), TestContext.Current.CancellationToken);
        var taken = ranges.Select(range => range.Split('-').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(range => stored.Select(row => row.Seq).Where(seq => seq >= range[0] && seq <= range[1]));
        Assert.Equal(stored.Select(row => row.Seq), taken.Order());
    }
}
