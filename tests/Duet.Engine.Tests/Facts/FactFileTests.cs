using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

/// <summary>What a store does with its file, and says when the file is not its own.</summary>
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

    [Xunit.Fact]
    public async Task Open_InMemoryTwice_GivesTwoStores()
    {
        await using var one = await Sample.StoreAsync();
        await using var two = await Sample.StoreAsync();
        await one.PutAsync(new FactBatch("1", "git").Append([Sample.Change("a")]));

        Assert.Equal(["0"], await two.TextsAsync("SELECT count(*) FROM change"));
    }

    [Xunit.Fact]
    public async Task Open_FileThisProcessHasOpen_IsRefusedUntilItIsClosed()
    {
        var path = folder.File("facts.db");
        await using (await Sample.StoreAsync(path))
        {
            var error = await Assert.ThrowsAsync<FactStoreException>(() => Sample.StoreAsync(folder.File("./facts.db")));
            Assert.Equal(FactStoreFault.InUse, error.Fault);
        }

        await (await Sample.StoreAsync(path)).DisposeAsync();
    }

    [Xunit.Fact]
    public async Task Open_FileThatIsNoDatabase_SaysWhatHelpsAndLeavesItAlone()
    {
        var path = folder.File("facts.db");
        var content = string.Concat(Enumerable.Repeat("not a database ", 5_000));
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<FactStoreException>(() => Sample.StoreAsync(path));

        Assert.Equal(FactStoreFault.Damaged, error.Fault);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Xunit.Fact]
    public async Task Open_FileWithDamagedPages_SaysSoAtTheLatestWhenItIsRead()
    {
        var path = folder.File("facts.db");
        await using (var store = await Sample.StoreAsync(path))
            await store.PutAsync(new FactBatch("1", "git").Append([.. Enumerable.Range(0, 50_000).Select(i => Sample.Change($"{i}", $"title {i}"))]));
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0x5A, 12_288, bytes.Length - 12_288);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<FactStoreException>(async () =>
        {
            await using var store = await Sample.StoreAsync(path);
            await store.TextsAsync("SELECT sum(length(title)) FROM change");
        });

        Assert.Equal(FactStoreFault.Damaged, error.Fault);
    }

    [Xunit.Fact]
    public async Task Open_FolderThatIsAFile_SaysThatItCannotBeReached()
    {
        await File.WriteAllTextAsync(folder.File("occupied"), "", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<FactStoreException>(() => Sample.StoreAsync(folder.File("occupied/facts.db")));

        Assert.Equal(FactStoreFault.NoAccess, error.Fault);
    }
}
