using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

/// <summary>What a store does with its file.</summary>
public sealed class FactFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Xunit.Fact]
    public async Task Open_Again_HoldsWhatWasWritten()
    {
        var path = folder.File("deep/facts.db");
        await using (var store = await Sample.StoreAsync(path))
        {
            await store.PutAsync(new FactBatch("1", "git") { Cursor = "abc" }.Upsert([Sample.Change("a"), Sample.Change("b")]));
            await store.PutAsync(new FactBatch("2", "git").Delete([new ChangeKey("app", "b")]));
        }

        await using var again = await Sample.StoreAsync(path);
        await again.PutAsync(new FactBatch("3", "git").Upsert([Sample.Change("c") with { Author = Sample.Bob }, Sample.Change("a")]));

        Assert.Equal("abc", await again.CursorAsync("git", TestContext.Current.CancellationToken));
        Assert.Equal(["1 a 1", "3 c 2"], await again.TextsAsync("SELECT id, key, author FROM change ORDER BY id"));
        Assert.Equal(BatchOutcome.AlreadyApplied, await again.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("x")])));
    }
}
