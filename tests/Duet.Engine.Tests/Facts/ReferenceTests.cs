using Duet.Engine.Facts;

namespace Duet.Engine.Tests.Facts;

public sealed class ReferenceTests
{
    private const string Links = "SELECT c.sha, h.key, h.repo FROM commit c LEFT JOIN change h ON h.id = c.change ORDER BY c.id";

    [Xunit.Fact]
    public async Task Resolve_RowOfTheSameBatchOrAnEarlierOne_IsFound()
    {
        using var folder = new TempFolder();
        await using (var store = await Sample.StoreAsync(folder.File("facts.db")))
        {
            await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("m1"), Sample.Change("m2")]).Append([Sample.Commit("c1", "m2")]));
            await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Commit("c2", "m1")]));
        }

        await using var again = await Sample.StoreAsync(folder.File("facts.db"));
        await again.PutAsync(new FactBatch("3", "git").Append([Sample.Commit("c3", "m2"), Sample.Commit("c4", "m2")]));

        Assert.Equal(["c1 m2 app", "c2 m1 app", "c3 m2 app", "c4 m2 app"], await again.TextsAsync(Links));
    }

    [Xunit.Fact]
    public async Task Resolve_UnknownOrNull_IsNull()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("m1")]).Upsert([Sample.Commit("c1", "elsewhere"), Sample.Commit("c2")]));

        Assert.Equal(["c1 null null", "c2 null null"], await store.TextsAsync(Links));
    }

    [Xunit.Fact]
    public async Task Resolve_SameKeyInAnotherRepoOrSource_IsNotConfused()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "github").Upsert([Sample.Change("m1", repo: "theirs")]));
        await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Change("m1", repo: "web"), Sample.Change("m1", repo: "app")]));

        await store.PutAsync(new FactBatch("3", "git").Upsert([Sample.Commit("c1", "m1"), Sample.Commit("c1", "m1", repo: "web"), Sample.Commit("c1", "m1", repo: "theirs")]));

        Assert.Equal(["c1 m1 app", "c1 m1 web", "c1 null null"], await store.TextsAsync(Links));
    }

    [Xunit.Fact]
    public async Task Resolve_AfterTheRowWasDeleted_IsNull()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("m1"), Sample.Change("m2")]));

        await store.PutAsync(new FactBatch("2", "git").Delete([new ChangeKey("app", "m1")]).Upsert([Sample.Commit("c1", "m1"), Sample.Commit("c2", "m2")]));

        Assert.Equal(["c1 null null", "c2 m2 app"], await store.TextsAsync(Links));
    }

    [Xunit.Fact]
    public async Task Resolve_RowUpsertedAgain_StaysLinked()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("m1")]).Upsert([Sample.Commit("c1", "m1")]));

        await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Change("m1", "renamed")]));

        Assert.Equal(["c1 m1 app"], await store.TextsAsync(Links));
    }

    [Xunit.Fact]
    public async Task Resolve_WithinAKey_TellsRowsApart()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git")
            .Append([Sample.Commit("c1"), Sample.Commit("c2")])
            .Append([Sample.File("c1", "a"), Sample.File("c2", "a"), Sample.File("c2", "b")]));

        await store.PutAsync(new FactBatch("2", "git")
            .Upsert([Sample.File("c2", "a") with { Area = "docs" }])
            .Patch([new FileLines("c1", "a", "app", 7), new FileLines("gone", "a", "app", 8)]));

        Assert.Equal(
            ["1 c1 a src 7", "2 c2 a docs null", "3 c2 b src null"],
            await store.TextsAsync("SELECT f.id, c.sha, f.path, f.area, f.additions FROM file_change f JOIN commit c ON c.id = f.\"commit\" ORDER BY 1"));
    }

    [Xunit.Fact]
    public async Task Resolve_UnknownWithinAKey_IsRefused()
    {
        await using var store = await Sample.StoreAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("1", "git").Upsert([Sample.File("gone", "a")])));

        Assert.Equal("A row of file_change names the commit 'gone', which the store does not hold: write that first.", error.Message);
    }

    [Xunit.Fact]
    public async Task Patch_Reference_SetsTheSurrogate()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Append([Sample.Commit("c1"), Sample.Commit("c2")]));

        await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Change("m1")]).Patch([new CommitChange("app", "c2", "m1", Sample.Bob)]));

        Assert.Equal(["c1 null null", "c2 m1 app"], await store.TextsAsync(Links));
    }
}
