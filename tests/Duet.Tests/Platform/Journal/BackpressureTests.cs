using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;
using Duet.Platform.Journal.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Duet.Tests.Platform.Journal;

public sealed class BackpressureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private string Folder => Path.Combine(folder.Path, "journal");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(5, long.MaxValue)]
    [InlineData(int.MaxValue, 5_000)]
    public async Task Accept_MoreThanMayWait_RefusesTheRestAndTakesThemLater(int places, long bytes)
    {
        await using var fixture = Fixture(new JournalOptions { WaitingDeliveries = places, WaitingBytes = bytes });
        using var held = new ManualResetEventSlim();
        var holding = fixture.Journal.WithStoreAsync(_ => { held.Wait(Cancellation); return true; }, Cancellation);

        RawDelivery[] deliveries = [.. Enumerable.Range(0, 20).Select(n => JournalFixture.Of($"d{n}", $"i{n}={new string('x', 990)}"))];
        Task<Receipt>[] sent = [.. deliveries.Select(delivery => fixture.AcceptAsync(delivery).AsTask())];
        Receipt[] refused = [.. sent.Where(task => task.IsCompleted).Select(task => task.Result)];
        Assert.Equal(RefusalReasons.Busy, fixture.Journal.RefusesNow ?? RefusalReasons.Busy);
        held.Set();
        await holding;
        var receipts = await Task.WhenAll(sent);

        Assert.InRange(refused.Length, 14, 16);
        Assert.All(refused, receipt => Assert.Equal((ReceiptKind.Refused, RefusalReasons.Busy), (receipt.Kind, receipt.Reason)));
        Assert.All(refused, receipt => Assert.InRange(receipt.RetryAfter!.Value.TotalSeconds, 1, 5));
        Assert.True(refused.Select(receipt => receipt.RetryAfter).Distinct().Count() > 1, "All refused senders would come back at once.");
        foreach (var (delivery, receipt) in deliveries.Zip(receipts))
        {
            if (receipt.Kind == ReceiptKind.Refused) Assert.Equal(ReceiptKind.Kept, (await fixture.AcceptAsync(delivery)).Kind);
        }
        Assert.Equal(20, (await fixture.RowsAsync()).Count);
        var balance = await fixture.AssertBalancedAsync();
        Assert.Equal((20 + refused.Length, refused.Length), (balance.Received, balance.Refused));
    }

    [Fact]
    public async Task Accept_DiskReserveReached_RefusesUntilThereIsRoom()
    {
        await using (var full = Fixture(new JournalOptions { ReserveBytes = long.MaxValue }))
        {
            var receipt = await full.AcceptAsync(JournalFixture.Numbered(1));
            Assert.Equal((ReceiptKind.Refused, RefusalReasons.DiskFull), (receipt.Kind, receipt.Reason));
            Assert.InRange(receipt.RetryAfter!.Value.TotalSeconds, 30, 45);
            Assert.Equal(RefusalReasons.DiskFull, full.Journal.RefusesNow);
            full.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.Null(full.Journal.RefusesNow);
            await full.AssertBalancedAsync();
        }

        await using var fixture = Fixture(new JournalOptions());
        Assert.Equal(ReceiptKind.Kept, (await fixture.AcceptAsync(JournalFixture.Numbered(1))).Kind);
        var balance = await fixture.AssertBalancedAsync();
        Assert.Equal((2, 1, 1), (balance.Received, balance.Journaled, balance.Refused));
    }

    [Fact]
    public async Task Accept_FileLockedByAnotherProcess_RefusesAndRecovers()
    {
        await using var fixture = Fixture(new JournalOptions());
        await fixture.AcceptAsync(JournalFixture.Numbered(1));
        using (var other = new SqliteConnection($"Data Source={Directory.EnumerateFiles(Folder, "*.db").Single()};Pooling=false"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
            var receipt = await fixture.AcceptAsync(JournalFixture.Numbered(2));
            Assert.Equal((ReceiptKind.Refused, RefusalReasons.Unavailable), (receipt.Kind, receipt.Reason));
        }
        fixture.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(ReceiptKind.Kept, (await fixture.AcceptAsync(JournalFixture.Numbered(2))).Kind);
        Assert.Equal(["d1", "d2"], (await fixture.RowsAsync()).Select(row => row.DeliveryId));
        await fixture.AssertBalancedAsync();
    }

    [Fact]
    public async Task Stop_WithDeliveriesInside_WritesThemAndRefusesNewOnes()
    {
        await using var fixture = Fixture(new JournalOptions { GroupDeliveries = 3 });
        var journal = fixture.Journal;
        Task<Receipt>[] inside = [.. Enumerable.Range(0, 50).Select(n => fixture.AcceptAsync(JournalFixture.Numbered(n)).AsTask())];

        var stopping = journal.StopAsync();
        var late = await journal.AcceptAsync(JournalFixture.Numbered(99), Cancellation);
        await stopping;

        Assert.Equal((ReceiptKind.Refused, RefusalReasons.Stopping), (late.Kind, late.Reason));
        Assert.All(await Task.WhenAll(inside), receipt => Assert.Equal(ReceiptKind.Kept, receipt.Kind));
        await fixture.RestartAsync();
        Assert.Equal(50, (await fixture.RowsAsync()).Count);
        Assert.Equal(51, (await fixture.AssertBalancedAsync()).Received);
    }

    [Fact]
    public async Task Balances_DeliveryLostOnTheWay_DoNotHold()
    {
        await using var fixture = new JournalFixture(() => new Forgetful(new SqliteJournalStore(Folder, new JournalOptions())));

        await fixture.AcceptAsync(JournalFixture.Numbered(1));
        var before = Assert.Single(await fixture.Journal.BalancesAsync(Cancellation));
        await fixture.RestartAsync();
        var after = Assert.Single(await fixture.Journal.BalancesAsync(Cancellation));

        Assert.False(before.DeliveriesHold);
        Assert.False(after.DeliveriesHold);
    }

    [Fact]
    public async Task Open_FolderAnotherJournalHas_IsRefused()
    {
        await using var fixture = Fixture(new JournalOptions());
        await fixture.AcceptAsync(JournalFixture.Numbered(1));

        Assert.Throws<JournalStoreException>(() => new SqliteJournalStore(Folder, new JournalOptions()));
    }

    private JournalFixture Fixture(JournalOptions options) => new(() => new SqliteJournalStore(Folder, options), options);

    /// <summary>A store with a mistake: it forgets the deliveries and their count.</summary>
    private sealed class Forgetful(IJournalStore store) : IJournalStore
    {
        public long LastSeq { get => store.LastSeq; set => store.LastSeq = value; }
        public DateOnly LastDay => store.LastDay;
        public long FreeBytes => store.FreeBytes;

        public void Write(JournalGroup group)
        {
            if (group.Rows.Count > 0) group.Tallies.Clear();
            group.Rows.Clear();
            store.Write(group);
        }

        public Dictionary<long, long> Find(IReadOnlyCollection<long> hashes) => store.Find(hashes);
        public void Settle(IReadOnlyList<Settlement> settlements) => store.Settle(settlements);
        public IReadOnlyList<JournalRow> Read(long after, int rows, long bytes) => store.Read(after, rows, bytes);
        public IReadOnlyList<JournalDay> Days() => store.Days();
        public void Prune(DateOnly day, IReadOnlySet<long> keep) => store.Prune(day, keep);
        public JournalRow? RowAt(long seq) => store.RowAt(seq);
        public IReadOnlyList<AsideRow> Asides(AsideFilter filter, AsidePlace? before, int count) => store.Asides(filter, before, count);
        public IReadOnlyList<AsideCount> CountAsides() => store.CountAsides();
        public JournalSums Sums() => store.Sums();
        public void Dispose() => store.Dispose();
    }
}
