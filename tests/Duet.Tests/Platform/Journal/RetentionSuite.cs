using Duet.Platform.Journal;
using Duet.Platform.Journal.Retaining;
using Duet.Platform.Journal.Storage;

namespace Duet.Tests.Platform.Journal;

/// <summary>Run with the journal in SQLite and in PostgreSQL.</summary>
public abstract class RetentionSuite : IDisposable
{
    private readonly TemporaryFolder folder = new();

    protected string Folder => folder.Path;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A place for a journal, to be opened more than once; files of it go into the folder.</summary>
    internal abstract Task<Func<IJournalStore>> PlaceAsync(string folder);

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Prune_OldDays_ArchivesWhatWasPushedAndRebuildsFromIt()
    {
        await using var fixture = await FixtureAsync();
        await FillAsync(fixture, days: 6);
        var (before, balance) = (await fixture.DeploymentsAsync(), await fixture.Entrance.AssertBalancedAsync(projected: true));
        var all = await fixture.Entrance.RowsAsync();

        fixture.Limits = new JournalLimits(2, 2_000);
        var pruned = await fixture.PruneAsync();

        Assert.Equal(4, pruned.Count);
        Assert.DoesNotContain(all[0].Seq, (await fixture.Entrance.RowsAsync()).Select(row => row.Seq));
        var after = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equivalent(balance, after);
        var archived = fixture.Archive.ReadAfter(0).ToArray();
        Assert.Equal(all.Where(row => pruned.Contains(row.Day) && !row.CanBeFetchedAgain).ToArray(), archived, SameRow.Instance);

        await fixture.Entrance.RestartAsync();
        await fixture.LoseFactsAsync();
        await fixture.ProjectAsync();
        var fetched = all.Where(row => pruned.Contains(row.Day) && row.CanBeFetchedAgain).Select(row => $"f{row.Seq}=fetched");
        Assert.NotEmpty(fetched);
        Assert.Equal(before.Where(deployment => !fetched.Contains(deployment)), await fixture.DeploymentsAsync());
        Assert.Equivalent(balance, await fixture.Entrance.AssertBalancedAsync(projected: true));
    }

    [Fact]
    public async Task Prune_DayWithOpenQuarantine_KeepsThatDeliveryUntilSomebodyDecides()
    {
        await using var fixture = await FixtureAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=prod", "b=bad:schema"));
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d2", "c=prod"));
        fixture.Entrance.Time.Advance(TimeSpan.FromDays(40));
        await fixture.ProjectAsync();

        await fixture.PruneAsync();
        await fixture.Entrance.RestartAsync();

        Assert.Equal([1L], (await fixture.Entrance.RowsAsync()).Select(row => row.Seq));
        Assert.Equal([2L], fixture.Archive.ReadAfter(0).Select(row => row.Seq));
        fixture.Map.Mended.Add("bad:schema");
        var replay = await fixture.Quarantine.ReplayAllAsync(new AsideFilter(), null, Cancellation);
        Assert.Equal(1, replay.Mapped);

        await fixture.PruneAsync();

        Assert.Empty(await fixture.Entrance.RowsAsync());
        Assert.Equal([1L, 2L], fixture.Archive.ReadAfter(0).Select(row => row.Seq));
        var before = await fixture.DeploymentsAsync();
        Assert.Equal(3, before.Count);
        await fixture.LoseFactsAsync();
        await fixture.ProjectAsync();
        Assert.Equal(before, await fixture.DeploymentsAsync());
        Assert.Equal(3, (await fixture.Entrance.AssertBalancedAsync(projected: true)).Mapped);
    }

    [Fact]
    public async Task Prune_TooManyMegabytes_TakesTheOldestDaysFirst()
    {
        await using var fixture = await FixtureAsync();
        var random = new Random(8);
        for (var day = 0; day < 5; day++)
        {
            var noise = Convert.ToHexString(Enumerable.Range(0, 300_000).Select(_ => (byte)random.Next(256)).ToArray());
            for (var n = 0; n < 4; n++) await fixture.Entrance.AcceptAsync(JournalFixture.Of(null, $"{day}.{n}{noise[(n * 100_000)..]}=x"));
            fixture.Entrance.Time.Advance(TimeSpan.FromDays(1));
        }
        await fixture.ProjectAsync();
        var days = await fixture.Entrance.Journal.ReadAsync(store => store.Days(), Cancellation);

        fixture.Limits = new JournalLimits(30, (int)(days.Skip(3).Sum(day => day.Bytes) / 1_000_000) + 1);
        var pruned = await fixture.PruneAsync();

        Assert.Equal(days.Take(pruned.Count).Select(day => day.Day), pruned);
        Assert.InRange(pruned.Count, 2, 3);
        await fixture.Entrance.AssertBalancedAsync(projected: true);
    }

    [Fact]
    public async Task Prune_WhatIsNotProjectedYet_Stays()
    {
        await using var fixture = await FixtureAsync();
        await fixture.ProjectAsync();
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=prod"));
        fixture.Entrance.Time.Advance(TimeSpan.FromDays(40));

        Assert.Empty(await fixture.PruneAsync());

        Assert.Single(await fixture.Entrance.RowsAsync());
    }

    [Fact]
    public async Task Rebuild_MapThatNowRefusesAnArchivedItem_PutsItAside()
    {
        await using var fixture = await FixtureAsync();
        fixture.Map.Mended.Add("bad:schema");
        await fixture.Entrance.AcceptAsync(JournalFixture.Of("d1", "a=prod", "b=bad:schema"));
        fixture.Entrance.Time.Advance(TimeSpan.FromDays(40));
        await fixture.ProjectAsync();
        await fixture.PruneAsync();
        Assert.Empty(await fixture.Entrance.RowsAsync());

        fixture.Map.Mended.Clear();
        await fixture.LoseFactsAsync();
        await fixture.ProjectAsync();

        Assert.Equal(["a=prod"], await fixture.DeploymentsAsync());
        var balance = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((1, 1), (balance.Mapped, balance.Quarantined));
        Assert.Equal("b=bad:schema", (await fixture.Quarantine.FindAsync(new AsidePlace(1, 1), Cancellation))!.Text);
    }

    /// <summary>Pushed and fetched deliveries over some days, one of them with an open quarantine.</summary>
    private protected static async Task FillAsync(ProjectionFixture fixture, int days)
    {
        var seq = 0;
        for (var day = 0; day < days; day++)
        {
            for (var n = 0; n < 20; n++)
            {
                seq++;
                await fixture.Entrance.AcceptAsync(n % 5 == 4
                    ? JournalFixture.Of(null, $"f{seq}=fetched") with { CanBeFetchedAgain = true }
                    : JournalFixture.Of($"d{seq}", $"k{seq}={new string('x', n * 20)}", $"=same {n % 3}"));
            }
            fixture.Entrance.Time.Advance(TimeSpan.FromDays(1));
        }
        await fixture.ProjectAsync();
    }

    private protected async Task<ProjectionFixture> FixtureAsync() =>
        new(await PlaceAsync(folder.Path), Path.Combine(folder.Path, "facts.duckdb"), new LineMap());
}
