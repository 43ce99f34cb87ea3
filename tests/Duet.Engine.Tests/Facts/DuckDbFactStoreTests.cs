using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

public sealed class DuckDbFactStoreTests
{
    [Xunit.Fact]
    public async Task Upsert_ExistingKey_ReplacesTheRowAndKeepsItsSurrogate()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b"), Sample.Change("c")]));
        await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Change("d", "new"), Sample.Change("b", "changed")]));

        Assert.Equal(
            ["1 a A change", "2 b changed", "3 c A change", "4 d new"],
            await store.TextsAsync("SELECT id, key, title FROM change ORDER BY id"));
    }

    [Xunit.Fact]
    public async Task Write_FullBatch_ResolvesReferencesAndAliases()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git") { Cursor = "here" }
            .Upsert([Sample.Change("m1")])
            .Append([Sample.Commit("c1", "m1"), Sample.Commit("c2", "unknown")])
            .Append([Sample.File("c1", "a.txt"), Sample.File("c2", "a.txt")]));
        await store.PutAsync(new FactBatch("2", "git").Patch([new CommitChange("app", "c2", "m1", Sample.Bob)]));

        Assert.Equal(["c1 1 1", "c2 1 2"], await store.TextsAsync("SELECT sha, change, author FROM commit ORDER BY sha"));
        Assert.Equal(["1 a.txt", "2 a.txt"], await store.TextsAsync("SELECT \"commit\", path FROM file_change ORDER BY 1"));
        Assert.Equal("here", await store.CursorAsync("git", TestContext.Current.CancellationToken));
    }
}
