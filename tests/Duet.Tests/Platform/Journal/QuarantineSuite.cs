using Duet.Platform.Journal;
using Duet.Platform.Journal.Quarantining;
using Duet.Platform.Journal.Storage;

namespace Duet.Tests.Platform.Journal;

/// <summary>Run with the journal in SQLite and in PostgreSQL.</summary>
public abstract class QuarantineSuite : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A place for a journal, to be opened more than once; files of it go into the folder.</summary>
    internal abstract Task<Func<IJournalStore>> PlaceAsync(string folder);

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Find_ItemOfABatch_ShowsItsOwnBytesAndWhyItWaits()
    {
        await using var fixture = await ProjectedAsync(JournalFixture.Of("d1", "a=prod", "b=bad:schema", "c=prod"));

        var listed = Assert.Single(await fixture.Quarantine.ListAsync(new AsideFilter(), null, 10, Cancellation));
        var item = await fixture.Quarantine.FindAsync(listed.Place, Cancellation);

        Assert.Equal(("b=bad:schema", "schema", "by the map", 3), (item!.Text, item.Aside.Reason, item.Aside.Detail, item.Items));
        Assert.Null(await fixture.Quarantine.FindAsync(listed.Place with { Item = 0 }, Cancellation));
        Assert.Null(await fixture.Quarantine.FindAsync(new AsidePlace(99, 0), Cancellation));
    }

    [Fact]
    public async Task List_SeveralDaysAndPages_IsNewestFirstAndFiltered()
    {
        await using var fixture = await FixtureAsync();
        for (var n = 0; n < 7; n++)
        {
            await fixture.Entrance.AcceptAsync(JournalFixture.Of($"d{n}", $"a{n}=bad:unit", $"b{n}=bad:clock"));
            fixture.Entrance.Time.Advance(TimeSpan.FromHours(12));
        }
        await fixture.ProjectAsync();

        List<AsidePlace> places = [];
        for (AsidePlace? before = null; ; before = places[^1])
        {
            var page = await fixture.Quarantine.ListAsync(new AsideFilter(), before, 3, Cancellation);
            if (page.Count == 0) break;
            places.AddRange(page.Select(item => item.Place));
        }

        Assert.Equal(from seq in Enumerable.Range(1, 7).Reverse() from item in (int[])[1, 0] select new AsidePlace(seq, item), places);
        var clocks = await fixture.Quarantine.ListAsync(new AsideFilter(Reason: "clock", Source: JournalFixture.Source), null, 100, Cancellation);
        Assert.Equal((7, 1), (clocks.Count, clocks[0].Aside.Item));
        Assert.Empty(await fixture.Quarantine.ListAsync(new AsideFilter(Door: "another"), null, 100, Cancellation));
        Assert.Equal([7, 7], (await fixture.Quarantine.CountAsync(Cancellation)).Select(count => count.Count));
    }

    [Fact]
    public async Task Replay_AfterTheMapWasMended_WritesTheFactsOnceHoweverOftenItIsAsked()
    {
        await using var fixture = await ProjectedAsync(JournalFixture.Of("d1", "a=bad:schema", "b=prod"));
        var place = new AsidePlace(1, 0);

        var tooEarly = await fixture.Quarantine.ReplayAsync(place, Cancellation);
        fixture.Map.Mended.Add("bad:schema");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.Quarantine.ReplayAsync(place, Cancellation)));

        Assert.Equal(new ReplayResult(ReplayOutcome.StillAside, "schema"), tooEarly);
        Assert.All(outcomes, result => Assert.True(result.Outcome is ReplayOutcome.Mapped or ReplayOutcome.Gone));
        Assert.Equal(["a=bad:schema", "b=prod"], await fixture.DeploymentsAsync());
        var balance = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((2, 0), (balance.Mapped, balance.Quarantined));
        Assert.Equal(ReplayOutcome.Gone, (await fixture.Quarantine.ReplayAsync(place, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Replay_OfWhatTheStoreRefuses_StaysAside()
    {
        await using var fixture = await ProjectedAsync(JournalFixture.Of("d1", "a=no-fact"));

        var result = await fixture.Quarantine.ReplayAsync(new AsidePlace(1, 0), Cancellation);

        Assert.Equal(new ReplayResult(ReplayOutcome.StillAside, "facts-refused"), result);
        await fixture.Entrance.AssertBalancedAsync(projected: true);
    }

    [Fact]
    public async Task Replay_ThenFactsLost_IsPartOfTheRebuild()
    {
        await using var fixture = await ProjectedAsync(JournalFixture.Of("d1", "a=bad:schema", "b=bad:unit", "c=bad:range"));
        fixture.Map.Mended.Add("bad:schema");
        await fixture.Quarantine.ReplayAllAsync(new AsideFilter("schema"), null, Cancellation);
        await fixture.Quarantine.DiscardAsync(new AsidePlace(1, 1), "a test of the sender", Cancellation);
        fixture.Map.Mended.UnionWith(["bad:unit", "bad:range"]);

        await fixture.LoseFactsAsync();
        await fixture.ProjectAsync();

        // What was discarded, and what still waits, is for a person to decide, not for a rebuild.
        Assert.Equal(["a=bad:schema"], await fixture.DeploymentsAsync());
        var balance = await fixture.Entrance.AssertBalancedAsync(projected: true);
        Assert.Equal((1, 1, 1), (balance.Mapped, balance.Ignored, balance.Quarantined));
    }

    [Fact]
    public async Task Discard_WithAReason_TakesTheItemOutForGood()
    {
        await using var fixture = await ProjectedAsync(JournalFixture.Of("d1", "a=bad:schema"));

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Quarantine.DiscardAsync(new AsidePlace(1, 0), " ", Cancellation));
        Assert.True(await fixture.Quarantine.DiscardAsync(new AsidePlace(1, 0), "a test of the sender", Cancellation));
        Assert.False(await fixture.Quarantine.DiscardAsync(new AsidePlace(1, 0), "again", Cancellation));

        Assert.Empty(await fixture.Quarantine.ListAsync(new AsideFilter(), null, 10, Cancellation));
        Assert.Equal(1, (await fixture.Entrance.AssertBalancedAsync(projected: true)).Ignored);
    }

    private async Task<ProjectionFixture> ProjectedAsync(RawDelivery delivery)
    {
        var fixture = await FixtureAsync();
        await fixture.Entrance.AcceptAsync(delivery);
        await fixture.ProjectAsync();
        return fixture;
    }

    private async Task<ProjectionFixture> FixtureAsync() =>
        new(await PlaceAsync(folder.Path), Path.Combine(folder.Path, "facts.duckdb"), new LineMap());
}
