using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using Duet.Engine.Tests.Facts;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Delivery;

public sealed class DeploymentAttributionTests
{
    private const string Found = "SELECT key, coalesce(strftime(deployed_at, '%d %H:%M'), '-'), coalesce(deployed_method, '-') FROM change ORDER BY key";

    private static readonly DateTimeOffset Day = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EachWay_FindsTheFirstDeploymentThatContainsTheChange()
    {
        await using var store = await StoreAsync();
        await store.PutAsync(new FactBatch("d", "ci").Append([
            Deployment("early", "shop", "m1", 3) with { Environment = "staging" },
            Deployment("failed", "shop", "m1", 4) with { Outcome = Outcome.Failure },
            Deployment("first", "shop", "m1", 10),
            Deployment("back", "shop", "m1", 30) with { IsRollback = true },
            Deployment("second", "shop", "m3", 40),
            Deployment("blind", "pay", null, 20),
            Deployment("blind2", "pay", null, 50),
        ]));

        await RunAsync(store, "1");

        // m2 lies between m1 and m3, so the second deployment brought it; p1 came with the next one of its service; m4 waits.
        Assert.Equal(["m1 02 10:00 sha", "m2 03 16:00 mainline", "m3 03 16:00 sha", "m4 - -", "p1 02 20:00 service", "said 05 00:00 -"], await FoundAsync(store));
    }

    [Fact]
    public async Task Run_AgainAndAfterALateDeployment_WritesOnlyWhatDiffers()
    {
        await using var store = await StoreAsync();
        await store.PutAsync(new FactBatch("d", "ci").Append([Deployment("second", "shop", "m3", 40)]));
        Assert.Equal(3, await RunAsync(store, "1"));
        var version = store.Version;
        Assert.Equal(0, await RunAsync(store, "2"));
        Assert.Equal(version, store.Version);

        await store.PutAsync(new FactBatch("late", "ci").Append([Deployment("first", "shop", "m1", 10)]));

        Assert.Equal(1, await RunAsync(store, "3"));
        Assert.Contains("m1 02 10:00 sha", await FoundAsync(store));
    }

    [Fact]
    public async Task Run_AfterTheDeploymentWasTakenBack_TakesBackWhatItFound()
    {
        await using var store = await StoreAsync();
        await store.PutAsync(new FactBatch("d", "ci").Append([Deployment("second", "shop", "m3", 40)]));
        await RunAsync(store, "1");
        await store.PutAsync(new FactBatch("gone", "ci").Clear<DeploymentFact>());

        await RunAsync(store, "2");

        Assert.Equal(["m1 - -", "m2 - -", "m3 - -", "m4 - -", "p1 - -", "said 05 00:00 -"], await FoundAsync(store));
    }

    [Fact]
    public async Task Run_ServicesOfOneRepository_KeepTheirDeploymentsApart()
    {
        await using var store = await StoreAsync();
        await store.PutAsync(new FactBatch("more", "git")
            .Append([Commit("s1", 5, "mono"), Commit("s2", 6, "mono")])
            .Append([Change("s1", 5, "mono") with { Service = "cart" }, Change("s2", 6, "mono") with { Service = "search" }]));
        await store.PutAsync(new FactBatch("d", "ci").Append([Deployment("cart", "cart", "s2", 8)]));

        await RunAsync(store, "1");

        var found = await FoundAsync(store);
        Assert.Contains("s1 02 08:00 mainline", found);
        // It names the commit itself, whatever service it deploys.
        Assert.Contains("s2 02 08:00 sha", found);
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(Engine.Facts.DuckDb.DuckDbFactStore store) =>
        await store.ReadAsync(new FactSql(Found), row => $"{row.GetString(0)} {row.GetString(1)} {row.GetString(2)}", Stop);

    private static Task<long> RunAsync(IFactStore store, string run) => new DeploymentAttribution(store).RunAsync(run, Stop);

    private static async Task<Engine.Facts.DuckDb.DuckDbFactStore> StoreAsync()
    {
        var store = await Engine.Facts.DuckDb.DuckDbFactStore.OpenAsync(null, cancellationToken: Stop);
        await store.ReplaceAsync(new Dimensions { Services = [new("pay", null)], RepoServices = [new("payments", "", "pay")] }, Stop);
        await store.PutAsync(new FactBatch("work", "git")
            .Append([Commit("m1", 1), Commit("m2", 2), Commit("m3", 3), Commit("m4", 4)])
            .Append([Change("m1", 1), Change("m2", 2), Change("m3", 3), Change("m4", 4), Change("p1", 15, "payments"), Change("said", 1) with { DeployedAt = Day.AddDays(3) }]));
        return store;
    }

    private static CommitFact Commit(string sha, int hour, string repo = "app") => Sample.Commit(sha) with { Repo = repo, CommittedAt = Day.AddHours(hour), IsMainline = true };

    private static ChangeFact Change(string id, int hour, string repo = "app") => new()
    {
        Repo = repo,
        Id = id,
        Title = id,
        Author = new Actor("git", "ada", "Ada", ActorKind.Human),
        AuthorKind = ActorKind.Human,
        MergedAt = Day.AddHours(hour),
        Method = ChangeMethod.Merge,
    };

    private static DeploymentFact Deployment(string id, string service, string? sha, int hour) => new()
    {
        Id = id,
        Service = service,
        Environment = "production",
        Sha = sha,
        StartedAt = Day.AddHours(hour).AddMinutes(-5),
        FinishedAt = Day.AddHours(hour),
        Outcome = Outcome.Success,
    };
}
