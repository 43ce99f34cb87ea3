using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

public sealed class WriteQueueTests
{
    [Xunit.Fact]
    public async Task Write_FromManyCallersOnTheSameKeys_AppliesEveryBatchWhole()
    {
        await using var store = await Sample.StoreAsync();

        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(() => store.PutAsync(
            new FactBatch($"{i}", "git").Upsert([.. Enumerable.Range(0, 20).Select(k => Sample.Change($"{k}", $"by {i}"))])))));

        Assert.Equal(["20 1"], await store.TextsAsync("SELECT count(*), count(DISTINCT title) FROM change"));
        Assert.Equal(["120"], await store.TextsAsync("SELECT count(*) FROM ledger"));
        Assert.Equal(120, store.Version);
    }

    [Xunit.Fact]
    public async Task Write_BatchThatFails_LeavesNothingAndTheQueueGoesOn()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git") { Cursor = "one" }.Upsert([Sample.Change("a")]));

        var failing = store.PutAsync(new FactBatch("2", "git") { Cursor = "two" }
            .Upsert([Sample.Change("a", "lost"), Sample.Change("b")]).Delete([new ChangeKey("app", "a")]).Upsert([Sample.File("gone", "x")]));
        var following = store.PutAsync(new FactBatch("3", "git").Upsert([Sample.Change("c")]));

        await Assert.ThrowsAsync<ArgumentException>(() => failing);
        Assert.Equal(BatchOutcome.Applied, await following);
        Assert.Equal(["1 a A change", "2 c A change"], await store.TextsAsync("SELECT id, key, title FROM change ORDER BY id"));
        Assert.Equal("one", await store.CursorAsync("git", TestContext.Current.CancellationToken));
        Assert.Equal(["1", "3"], await store.TextsAsync("SELECT batch_id FROM ledger ORDER BY 1"));
    }

    [Xunit.Fact]
    public async Task Write_FailedBatchGivenAgain_IsApplied()
    {
        await using var store = await Sample.StoreAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("1", "git").Upsert([Sample.File("c", "x")])));

        var outcome = await store.PutAsync(new FactBatch("1", "git").Append([Sample.Commit("c")]).Upsert([Sample.File("c", "x")]));

        Assert.Equal(BatchOutcome.Applied, outcome);
    }

    [Xunit.Fact]
    public async Task Read_WhileBatchesAreWritten_SeesWholeBatchesOnly()
    {
        await using var store = await Sample.StoreAsync();
        const int size = 500;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                await store.PutAsync(new FactBatch($"{i}", "git").Clear<ChangeFact>().Append([.. Enumerable.Range(0, size).Select(k => Sample.Change($"{k}", $"{i}"))]));
        }, TestContext.Current.CancellationToken);

        HashSet<string> seen = [];
        do
        {
            seen.Add(Assert.Single(await store.TextsAsync("SELECT count(*), count(DISTINCT title) FROM change")));
        }
        while (!writing.IsCompleted);
        await writing;

        Assert.Subset(new HashSet<string> { "0 0", $"{size} 1" }, seen);
    }

    [Xunit.Fact]
    public async Task Write_CancelledWhileQueued_IsNotApplied()
    {
        await using var queue = new SlowQueue();
        using var cancel = new CancellationTokenSource();
        var first = queue.WriteAsync(new FactBatch("first", "git"), TestContext.Current.CancellationToken);
        var second = queue.WriteAsync(new FactBatch("second", "git"), cancel.Token);
        var third = queue.WriteAsync(new FactBatch("third", "git"), TestContext.Current.CancellationToken);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        queue.Go.Set();

        await first;
        await third;
        Assert.Equal(["first", "third"], queue.Applied);
    }

    [Xunit.Fact]
    public async Task Dispose_WithBatchesQueued_AppliesThemAndRefusesLaterOnes()
    {
        using var folder = new TempFolder();
        var store = await Sample.StoreAsync(folder.File("facts.db"));
        Task[] writes = [.. Enumerable.Range(0, 30).Select(i => store.PutAsync(new FactBatch($"{i}", "git").Append([Sample.Change($"{i}")])))];

        await store.DisposeAsync();
        await Task.WhenAll(writes);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.PutAsync(new FactBatch("late", "git")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.TextsAsync("SELECT 1"));
        await using var again = await Sample.StoreAsync(folder.File("facts.db"));
        Assert.Equal(["30"], await again.TextsAsync("SELECT count(*) FROM change"));
    }

    private sealed class SlowQueue : IAsyncDisposable
    {
        public ManualResetEventSlim Go { get; } = new();
        public List<string> Applied { get; } = [];
        private WriteQueue Queue { get; } = new();

        public Task<BatchOutcome> WriteAsync(FactBatch batch, CancellationToken cancellationToken) => Queue.RunAsync(
            () =>
            {
                Go.Wait(CancellationToken.None);
                Applied.Add(batch.Id);
                return BatchOutcome.Applied;
            },
            cancellationToken);

        public async ValueTask DisposeAsync()
        {
            Go.Set();
            await Queue.DisposeAsync();
            Go.Dispose();
        }
    }
}
