using System.Globalization;
using Duet.Platform.Journal;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Storage;

namespace Duet.Tests.Platform.Journal;

/// <summary>Run with the journal in SQLite and in PostgreSQL.</summary>
public abstract class ProjectionSuite : IDisposable
{
    private static readonly string[] Poison =
    [
        "throws", "no-memory", "hangs", "strayed", "no-fact", "null-key",
        "bad:schema", "bad:unit", "bad:clock", "bad:range", "bad:empty", "bad:unknown",
    ];

    private readonly TemporaryFolder folder = new();

    protected string Folder => folder.Path;

    /// <summary>A place for a journal, to be opened more than once; files of it go into the folder.</summary>
    internal abstract Task<Func<IJournalStore>> PlaceAsync(string folder);

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Project_DeliveriesInBatches_WritesEachItemOnce()
    {
        await using var fixture = await FixtureAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=test", "b=ignored", "c=prod"));
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d2", "c=prod", "d=prod"));
        await fixture.ProjectAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d3", "e=prod"));
        await fixture.ProjectAsync();

        Assert.Equal(["a=test", "c=prod", "d=prod", "e=prod"], await fixture.DeploymentsAsync());
        var balance = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((6, 4, 1, 1, 0), (balance.Items, balance.Mapped, balance.Ignored, balance.DuplicateItems, balance.Quarantined));
    }

    [Fact]
    public async Task Project_PoisonOfTwelveKindsAmongAThousand_PutsThoseAsideUntilTheMapIsMended()
    {
        await using var fixture = await FixtureAsync();
        // A map that hangs keeps its thread: only one of them, so that the door is not closed for the others.
        var poison = Enumerable.Range(0, 37).Select(n => n == 2 ? "hangs" : Poison[n % 12] is "hangs" ? "throws" : Poison[n % 12]).ToArray();
        var random = new Random(5);
        string[] contents = [.. Enumerable.Repeat("prod", 963), .. poison];
        random.Shuffle(contents);
        foreach (var (index, content) in contents.Index())
            await fixture.Entrance.AcceptAsync(JournalFixture.Of(null, string.Create(CultureInfo.InvariantCulture, $"i{index}={content}")));

        await fixture.ProjectAsync();

        Assert.Equal(963, (await fixture.DeploymentsAsync()).Count);
        var balance = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((1_000, 963, 37), (balance.Items, balance.Mapped, balance.Quarantined));
        Assert.Equal(37, (await fixture.Quarantine.CountAsync(TestContext.Current.CancellationToken)).Sum(count => count.Count));

        fixture.Map.Hang.Set();
        fixture.Map.Mended.UnionWith(Poison);
        var summary = await fixture.Quarantine.ReplayAllAsync(new AsideFilter(), null, TestContext.Current.CancellationToken);
        var nothing = await fixture.Quarantine.ReplayAllAsync(new AsideFilter(), null, TestContext.Current.CancellationToken);

        Assert.Equal(new ReplaySummary(37, 0, 0), summary);
        Assert.Equal(0, nothing.Tried);
        var all = await fixture.DeploymentsAsync();
        Assert.Equal((1_000, 1_000), (all.Count, all.Distinct().Count()));
        balance = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((1_000, 0), (balance.Mapped, balance.Quarantined));
    }

    [Fact]
    public async Task Project_PoisonItemInABatch_LeavesItsNeighboursAlone()
    {
        await using var fixture = await FixtureAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=prod", "b=bad:schema", "c=null-key", "d=no-fact", "e=prod"));
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d2", "f=prod"));

        await fixture.ProjectAsync();

        Assert.Equal(["a=prod", "e=prod", "f=prod"], await fixture.DeploymentsAsync());
        Assert.Equal(3, (await fixture.Entrance.AssertBalancedAsync(projected: true)).Quarantined);
    }

    [Fact]
    public async Task Project_DoorWithoutAMap_PutsItsItemsAside()
    {
        await using var fixture = await FixtureAsync(new LineMap("another"));
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=prod"));

        await fixture.ProjectAsync();

        Assert.Equal(1, (await fixture.Entrance.AssertBalancedAsync(projected: true)).Quarantined);
    }

    [Fact]
    public async Task Project_SameDeploymentTwiceInOneRound_KeepsTheLater()
    {
        await using var fixture = await FixtureAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "=a"));
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d2", "=b"));

        await fixture.ProjectAsync();

        Assert.Equal(["=b"], await fixture.DeploymentsAsync());
        Assert.Equal(2, (await fixture.Entrance.AssertBalancedAsync(projected: true)).Mapped);
    }

    [Fact]
    public async Task Project_SeveralSources_KeepsACursorForEach()
    {
        await using var fixture = await FixtureAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=prod"));
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "b=prod") with { Source = "other" });
        await fixture.ProjectAsync();

        Assert.Equal("1", await fixture.Facts.CursorAsync("journal/acme", TestContext.Current.CancellationToken));
        Assert.Equal("2", await fixture.Facts.CursorAsync("journal/other", TestContext.Current.CancellationToken));
        Assert.Null(await fixture.Facts.CursorAsync("acme", TestContext.Current.CancellationToken));
        Assert.Equal(["a=prod", "b=prod"], await fixture.DeploymentsAsync());
    }

    [Fact]
    public async Task Project_FactsLost_MakesThemAgainAsTheyWere()
    {
        await using var fixture = await FixtureAsync();
        for (var n = 0; n < 50; n++)
        {
            await fixture.Entrance.AcceptAsync(JournalFixture.Of($"d{n}", $"k{n}=v{n}", $"k{n / 2}=v{n}", $"p{n}=bad:schema"));
            if (n % 20 == 0) fixture.Entrance.Time.Advance(TimeSpan.FromDays(1));
        }
        await fixture.ProjectAsync();
        var (before, balance) = (await fixture.DeploymentsAsync(), await fixture.Entrance.AssertBalancedAsync(projected: true));

        await fixture.LoseFactsAsync();
        await fixture.Entrance.RestartAsync();
        await fixture.ProjectAsync();

        Assert.Equal(before, await fixture.DeploymentsAsync());
        var after = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((balance.Mapped, balance.Quarantined, balance.DuplicateItems), (after.Mapped, after.Quarantined, after.DuplicateItems));
    }

    private protected async Task<ProjectionFixture> FixtureAsync(LineMap? map = null) =>
        new(await PlaceAsync(folder.Path), Path.Combine(folder.Path, "facts.duckdb"), map ?? new LineMap());
}
