using Duet.Engine.Facts;

namespace Duet.Engine.Tests.Facts;

/// <summary>What the verbs do to rows, and what a repeated batch does not.</summary>
public sealed class FactWriteTests
{
    private const string Changes = "SELECT id, repo, key, title FROM change ORDER BY id";

    [Xunit.Fact]
    public async Task Upsert_ExistingKey_ReplacesTheRowAndKeepsItsSurrogate()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b"), Sample.Change("c")]));
        await store.PutAsync(new FactBatch("2", "git").Upsert([Sample.Change("d", "new"), Sample.Change("b", "changed")]));

        Assert.Equal(["1 app a A change", "2 app b changed", "3 app c A change", "4 app d new"], await store.TextsAsync(Changes));
    }

    [Xunit.Fact]
    public async Task Upsert_SameKeyOfAnotherSourceOrRepo_IsAnotherRow()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a", "first"), Sample.Change("a", "second", repo: "web")]));
        await store.PutAsync(new FactBatch("2", "github").Upsert([Sample.Change("a", "third")]));

        Assert.Equal(["1 app a first", "2 web a second", "3 app a third"], await store.TextsAsync(Changes));
        Assert.Equal(["git 2", "github 1"], await store.TextsAsync("SELECT s.name, count(*) FROM change c JOIN source s ON s.id = c.source GROUP BY 1 ORDER BY 1"));
    }

    [Xunit.Fact]
    public async Task Upsert_ManyRowsOverSeveralChunks_KeepsOneRowPerKey()
    {
        await using var store = await Sample.StoreAsync();
        ChangeFact[] rows = [.. Enumerable.Range(0, 70_000).Select(i => Sample.Change($"{i:x}"))];

        await store.PutAsync(new FactBatch("1", "git").Upsert(rows));
        await store.PutAsync(new FactBatch("2", "git").Upsert([.. rows.Select(r => r with { Title = "again" }).Reverse()]));

        Assert.Equal(["70000 70000 1 70000 again"], await store.TextsAsync("SELECT count(*), count(DISTINCT key), min(id), max(id), any_value(title) FROM change"));
        Assert.Equal(["1 0", "70000 1116f"], await store.TextsAsync("SELECT id, key FROM change WHERE id IN (1, 70000) ORDER BY id"));
    }

    [Xunit.Fact]
    public async Task Append_NewKeys_AddsRows()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Append([Sample.Change("a")]));
        await store.PutAsync(new FactBatch("2", "git").Append([Sample.Change("b")]));

        Assert.Equal(["1 app a A change", "2 app b A change"], await store.TextsAsync(Changes));
    }

    [Xunit.Fact]
    public async Task Ensure_SomeKeysThere_AddsTheOthersOnly()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Ensure([Sample.Change("a", "first")]));
        await store.PutAsync(new FactBatch("2", "git").Ensure([Sample.Change("b"), Sample.Change("a", "second"), Sample.Change("c")]));

        Assert.Equal(["1 app a first", "2 app b A change", "3 app c A change"], await store.TextsAsync(Changes));
    }

    [Xunit.Fact]
    public async Task Write_CursorUnderAnotherName_LeavesTheSourcesOwn()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git") { Cursor = "own" }.Upsert([Sample.Change("a")]));
        await store.PutAsync(new FactBatch("2", "git") { Cursor = "7", CursorName = "journal/git" }.Upsert([Sample.Change("b")]));

        Assert.Equal("own", await store.CursorAsync("git", TestContext.Current.CancellationToken));
        Assert.Equal("7", await store.CursorAsync("journal/git", TestContext.Current.CancellationToken));
    }

    [Xunit.Fact]
    public async Task Patch_ExistingRows_SetsItsColumnsOnlyAlsoToNull()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a") with { Release = "v0" }, Sample.Change("b"), Sample.Change("c")]));

        await store.PutAsync(new FactBatch("2", "git").Patch(
            [new ChangeRelease("app", "c", Sample.Noon, "v2"), new ChangeRelease("app", "a", null, null), new ChangeRelease("app", "missing", null, "v9")]));

        Assert.Equal(
            ["1 a A change null null", "2 b A change null null", "3 c A change v2 2026-03-02 12:00:00"],
            await store.TextsAsync("SELECT id, key, title, release, released_at::VARCHAR FROM change ORDER BY id"));
    }

    [Xunit.Fact]
    public async Task Patch_OfAnotherSource_TouchesNothing()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a")]));
        var before = store.Version;

        await store.PutAsync(new FactBatch("2", "github").Patch([new ChangeRelease("app", "a", null, "v1")]).Delete([new ChangeKey("app", "a")]).Clear<ChangeFact>());

        Assert.Equal(["null"], await store.TextsAsync("SELECT release FROM change"));
        Assert.Equal(before, store.Version);
    }

    [Xunit.Fact]
    public async Task Delete_Keys_RemovesThoseRowsAndNeverGivesTheirSurrogatesAgain()
    {
        using var folder = new TempFolder();
        await using (var store = await Sample.StoreAsync(folder.File("facts.db")))
        {
            await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b"), Sample.Change("c")]));
            await store.PutAsync(new FactBatch("2", "git").Delete([new ChangeKey("app", "c"), new ChangeKey("app", "a"), new ChangeKey("app", "x")]));
        }

        await using var again = await Sample.StoreAsync(folder.File("facts.db"));
        await again.PutAsync(new FactBatch("3", "git").Upsert([Sample.Change("c")]));

        Assert.Equal(["2 app b A change", "4 app c A change"], await again.TextsAsync(Changes));
    }

    [Xunit.Fact]
    public async Task Clear_Fact_RemovesTheRowsOfThisSourceOnly()
    {
        await using var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git").Upsert([Sample.Change("a"), Sample.Change("b")]));
        await store.PutAsync(new FactBatch("2", "github").Upsert([Sample.Change("a")]));

        await store.PutAsync(new FactBatch("3", "git").Clear<ChangeFact>().Append([Sample.Change("z")]));

        Assert.Equal(["3 app a A change", "4 app z A change"], await store.TextsAsync(Changes));
    }

    [Xunit.Fact]
    public async Task Write_BatchAppliedBefore_ChangesNothing()
    {
        await using var store = await Sample.StoreAsync();
        Assert.Equal(BatchOutcome.Applied, await store.PutAsync(new FactBatch("1", "git") { Cursor = "x" }.Append([Sample.Change("a")])));
        var before = store.Version;

        Assert.Equal(BatchOutcome.AlreadyApplied, await store.PutAsync(new FactBatch("1", "git") { Cursor = "y" }.Append([Sample.Change("b")])));

        Assert.Equal(["1 app a A change"], await store.TextsAsync(Changes));
        Assert.Equal("x", await store.CursorAsync("git", TestContext.Current.CancellationToken));
        Assert.Equal(before, store.Version);
    }

    [Xunit.Fact]
    public async Task Version_BatchThatChangesRows_Rises()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git").Append([Sample.Change("a")]));
        var first = store.Version;
        await store.PutAsync(new FactBatch("2", "git") { Cursor = "only" });
        var second = store.Version;
        await store.PutAsync(new FactBatch("3", "git").Delete([new ChangeKey("app", "a")]));

        Assert.Equal((1, 1, 2), (first, second, store.Version));
    }

    [Xunit.Fact]
    public async Task Cursor_OfEachSource_IsItsOwn()
    {
        await using var store = await Sample.StoreAsync();

        await store.PutAsync(new FactBatch("1", "git") { Cursor = "one" });
        await store.PutAsync(new FactBatch("2", "git") { Cursor = "two" });
        await store.PutAsync(new FactBatch("3", "git"));

        Assert.Equal("two", await store.CursorAsync("git", TestContext.Current.CancellationToken));
        Assert.Null(await store.CursorAsync("github", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(FactVerb.Upsert)]
    [InlineData(FactVerb.Append)]
    [InlineData(FactVerb.Delete)]
    public async Task Write_SameKeyTwiceInOneCall_IsRefused(FactVerb verb)
    {
        await using var store = await Sample.StoreAsync();
        var batch = new FactBatch("1", "git");
        _ = verb switch
        {
            FactVerb.Upsert => batch.Upsert([Sample.Change("a\uD800"), Sample.Change("a\uDC00", "both are stored as one")]),
            FactVerb.Append => batch.Append([Sample.Change("a"), Sample.Change("a")]),
            _ => batch.Delete([new ChangeKey("app", "a"), new ChangeKey("app", "a")]),
        };

        var error = await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(batch));

        Assert.Contains("names a key twice", error.Message, StringComparison.Ordinal);
    }

    [Xunit.Fact]
    public async Task Write_RecordThatDoesNotFit_IsRefused()
    {
        await using var store = await Sample.StoreAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("1", "git").Upsert([new ChangeKey("app", "a")])));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("5", "git").Patch([Sample.Change("a")])));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("2", "git").Patch(["text"])));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("3", "git").Patch([new Keyless("app")])));
        await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(new FactBatch("4", "git").Patch([new Unsetting("app", "a", null)])));
    }

    [PatchOf(typeof(ChangeFact))]
    private sealed record Keyless(string Repo);

    [PatchOf(typeof(ChangeFact))]
    private sealed record Unsetting(string Repo, string Id, bool? IsRevert);
}
