using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using Duet.Engine.Tests.Facts;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Delivery;

public sealed class ServiceAttributionTests
{
    private const string Work = """
        SELECT 'file ' || path, service FROM file_change UNION ALL SELECT 'commit ' || sha, service FROM "commit"
        UNION ALL SELECT 'change ' || key, service FROM change ORDER BY 1
        """;

    private static readonly Dimensions Shared = new()
    {
        Services = [new("cart", null), new("search", null), new("rest", null)],
        RepoServices = [new("app", "", "rest"), new("app", "shop", "cart"), new("app", "shop/find", "search"), new("web", "", "rest")],
    };

    [Fact]
    public async Task Run_SharedRepository_GivesFilesTheLongestFolderAndWorkTheMostFiles()
    {
        await using var store = await StoreAsync();
        await ReplaceAsync(store, Shared);

        var done = await RunAsync(store, "1");

        Assert.Equal(new AttributedServices(6, 2, 1, 1), done);
        Assert.Equal(
            [
                "change a rest", "change w null", "commit a1 cart", "commit a2 rest", "commit w1 null",
                "file README null", "file readme rest", "file shop/a cart", "file shop/b cart", "file shop/find/x search", "file shopping/c rest", "file shopping/d rest",
            ],
            await store.TextsAsync(Work));
    }

    [Fact]
    public async Task Run_Again_WritesNothing()
    {
        await using var store = await StoreAsync();
        await ReplaceAsync(store, Shared);
        await RunAsync(store, "1");
        var version = store.Version;

        Assert.Equal(new AttributedServices(0, 0, 0, 1), await RunAsync(store, "2"));
        Assert.Equal(version, store.Version);
    }

    [Fact]
    public async Task Run_AfterOneNewCommit_WritesThatOnly()
    {
        await using var store = await StoreAsync();
        await ReplaceAsync(store, Shared);
        await RunAsync(store, "1");
        await store.PutAsync(new FactBatch("more", "git").Append([Sample.Commit("a3")]).Append([Sample.File("a3", "shop/find/y")]));

        Assert.Equal(new AttributedServices(1, 1, 0, 1), await RunAsync(store, "2"));
    }

    [Fact]
    public async Task Run_AfterTheFoldersWereTakenAway_LeavesNoTrace()
    {
        await using var store = await StoreAsync();
        var before = await store.TextsAsync(Work);
        await ReplaceAsync(store, Shared);
        await RunAsync(store, "1");

        await ReplaceAsync(store, Shared with { RepoServices = [.. Shared.RepoServices.Where(code => code.Path.Length == 0)] });
        await RunAsync(store, "2");

        Assert.Equal(before, await store.TextsAsync(Work));
        Assert.Equal("[]", await store.CursorAsync("service-attribution", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_WithoutFoldersOfServices_LeavesWhatSourcesSay()
    {
        await using var store = await StoreAsync();
        await store.PutAsync(new FactBatch("own", "forge").Upsert([Sample.Change("own", repo: "web") with { Service = "told" }]));
        await ReplaceAsync(store, Shared with { RepoServices = [new("web", "", "rest")] });

        Assert.True((await RunAsync(store, "1")).IsNothing);
        Assert.Contains("change own told", await store.TextsAsync(Work));
    }

    private static async Task<IFactStore> StoreAsync()
    {
        var store = await Sample.StoreAsync();
        await store.PutAsync(new FactBatch("1", "git")
            .Append([Sample.Change("a"), Sample.Change("w", repo: "web")])
            .Append([Sample.Commit("a1", "a"), Sample.Commit("a2", "a"), Sample.Commit("w1", repo: "web")])
            .Append(
            [
                Sample.File("a1", "shop/a"), Sample.File("a1", "shop/b"), Sample.File("a1", "shop/find/x"),
                Sample.File("a2", "shopping/c"), Sample.File("a2", "shopping/d"), Sample.File("a2", "readme"), Sample.File("w1", "README", "web"),
            ]));
        return store;
    }

    private static Task<AttributedServices> RunAsync(IFactStore store, string run) =>
        new ServiceAttribution(store).RunAsync(run, TestContext.Current.CancellationToken);

    private static Task ReplaceAsync(IFactStore store, Dimensions dimensions) => store.ReplaceAsync(dimensions, TestContext.Current.CancellationToken);
}
