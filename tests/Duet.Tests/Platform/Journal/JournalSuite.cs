using Duet.Platform.Journal;
using Duet.Platform.Journal.Storage;

namespace Duet.Tests.Platform.Journal;

/// <summary>What a journal promises, wherever it lies.</summary>
public abstract class JournalSuite
{
    /// <summary>A place for a journal, to be opened more than once.</summary>
    internal abstract Task<Func<IJournalStore>> PlaceAsync();

    [Fact]
    public async Task Accept_Delivery_IsReadBackAsItCame()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        var delivery = JournalFixture.Of("d1", "a=" + new string('x', 5_000), "b=2");

        var receipt = await fixture.AcceptAsync(delivery);

        Assert.Equal(ReceiptKind.Kept, receipt.Kind);
        Assert.All(receipt.Items, item => Assert.Equal(new ItemVerdict(ItemOutcome.Accepted, null), item));
        await fixture.RestartAsync();
        var row = Assert.Single(await fixture.RowsAsync());
        Assert.Equal(delivery.Body.ToArray(), row.Body.Unpack());
        Assert.Equal((delivery.Door, delivery.Source, delivery.DeliveryId), (row.Door, row.Source, row.DeliveryId));
        Assert.Equal((delivery.ContentType, delivery.ReceivedAt, false), (row.ContentType, row.ReceivedAt, row.CanBeFetchedAgain));
        Assert.Equal("b=2"u8.ToArray(), ItemSpans.Slice(row.Body.Unpack(), row.Spans, 1).ToArray());
        var balance = await fixture.AssertBalancedAsync();
        Assert.Equal((1, 1, 2, 2), (balance.Received, balance.Journaled, balance.Items, balance.Pending));
    }

    [Fact]
    public async Task Accept_SameDeliveryAgain_IsDuplicateAlsoAfterRestartAndOnLaterDays()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        var (withId, without) = (JournalFixture.Of("d1", "a=1", "=2"), JournalFixture.Of(null, "=3"));
        await fixture.AcceptAsync(withId);
        await fixture.AcceptAsync(without);

        for (var day = 0; day < 3; day++)
        {
            Assert.Equal(ReceiptKind.Duplicate, (await fixture.AcceptAsync(withId)).Kind);
            Assert.Equal(ReceiptKind.Duplicate, (await fixture.AcceptAsync(without)).Kind);
            fixture.Time.Advance(TimeSpan.FromDays(1));
            await fixture.AcceptAsync(JournalFixture.Numbered(day));
            await fixture.RestartAsync();
        }

        var balance = await fixture.AssertBalancedAsync();
        Assert.Equal((5, 6), (balance.Journaled, balance.Duplicate));
    }

    [Fact]
    public async Task Accept_ItemAgainInAnotherDelivery_IsDuplicateWhereEqualAndConflictWhereNot()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        await fixture.AcceptAsync(JournalFixture.Of("d1", "a=1", "b=1"));
        fixture.Time.Advance(TimeSpan.FromDays(2));
        await fixture.RestartAsync();

        var receipt = await fixture.AcceptAsync(JournalFixture.Of("d2", "a=1", "b=2", "c=1", "c=1", "c=2"));
        var again = await fixture.AcceptAsync(JournalFixture.Of("d3", "b=2"));

        Assert.Equal(
            [
                new ItemVerdict(ItemOutcome.Duplicate, null), new ItemVerdict(ItemOutcome.Quarantined, "conflict"),
                new ItemVerdict(ItemOutcome.Accepted, null), new ItemVerdict(ItemOutcome.Duplicate, null),
                new ItemVerdict(ItemOutcome.Quarantined, "conflict"),
            ],
            receipt.Items);
        Assert.Equal([new ItemVerdict(ItemOutcome.Duplicate, "conflict")], again.Items);
        var balance = await fixture.AssertBalancedAsync();
        Assert.Equal((8, 3, 2, 3), (balance.Items, balance.DuplicateItems, balance.Quarantined, balance.Pending));
    }

    [Fact]
    public async Task Accept_SameDeliveryIdWithAnotherBody_KeepsBothAndPutsTheSecondAside()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        await fixture.AcceptAsync(JournalFixture.Of("d1", "=1"));

        var other = await fixture.AcceptAsync(JournalFixture.Of("d1", "=2"));
        var again = await fixture.AcceptAsync(JournalFixture.Of("d1", "=2"));

        Assert.Equal(ReceiptKind.Kept, other.Kind);
        Assert.Equal([new ItemVerdict(ItemOutcome.Quarantined, "conflict")], other.Items);
        Assert.Equal((ReceiptKind.Duplicate, "conflict"), (again.Kind, Assert.Single(again.Items).Problem));
        Assert.Equal(["=1"u8.ToArray(), "=2"u8.ToArray()], (await fixture.RowsAsync()).Select(row => row.Body.Unpack()));
        await fixture.AssertBalancedAsync();
    }

    [Fact]
    public async Task Accept_ManySendersOfTheSameKeys_LetsEachKeyInOnce()
    {
        await using var fixture = new JournalFixture(await PlaceAsync(), new JournalOptions { GroupDeliveries = 7 });
        _ = fixture.Journal;

        var receipts = await Task.WhenAll(Enumerable.Range(0, 400).Select(n => Task.Run(
            () => fixture.AcceptAsync(JournalFixture.Of($"d{n}", $"i{n % 40}=1")).AsTask(), TestContext.Current.CancellationToken)));

        Assert.Equal(40, receipts.Count(receipt => receipt.Items[0].Outcome == ItemOutcome.Accepted));
        Assert.Equal(360, receipts.Count(receipt => receipt.Items[0].Outcome == ItemOutcome.Duplicate));
        var rows = await fixture.RowsAsync();
        Assert.Equal(rows.Select(row => row.Seq).Order(), rows.Select(row => row.Seq));
        await fixture.AssertBalancedAsync();
    }

    [Fact]
    public async Task Accept_ItemWithAProblem_IsPutAsideAndLeavesItsKeyFree()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        var early = JournalFixture.Of("d1", "a=broken");
        early = early with { Items = [early.Items[0] with { Problem = "clock", Detail = "in the year 9999" }] };

        var first = await fixture.AcceptAsync(early);
        var again = await fixture.AcceptAsync(early with { DeliveryId = "d2" });
        var mended = await fixture.AcceptAsync(JournalFixture.Of("d3", "a=mended"));

        Assert.Equal([new ItemVerdict(ItemOutcome.Quarantined, "clock")], first.Items);
        Assert.Equal([new ItemVerdict(ItemOutcome.Duplicate, "clock")], again.Items);
        Assert.Equal([new ItemVerdict(ItemOutcome.Accepted, null)], mended.Items);
        await fixture.AssertBalancedAsync();
    }

    [Fact]
    public async Task Refused_ByADoor_IsCountedByReasonAndKeptOverARestart()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        await fixture.AcceptAsync(JournalFixture.Numbered(1));
        fixture.Journal.Refused(JournalFixture.Door, JournalFixture.Source, "too-large");
        fixture.Journal.Refused(JournalFixture.Door, JournalFixture.Source, "too-large");
        fixture.Journal.Refused(JournalFixture.Door, JournalFixture.Source, "unsigned");
        var before = await fixture.AssertBalancedAsync();

        await fixture.RestartAsync();

        var after = await fixture.AssertBalancedAsync();
        Assert.Equal((4, 3), (before.Received, before.Refused));
        Assert.Equal((4, 3, 2), (after.Received, after.Refused, after.RefusedBy["too-large"]));
    }

    [Fact]
    public async Task Accept_ClockSetBackOverMidnight_KeepsTheOrder()
    {
        await using var fixture = new JournalFixture(await PlaceAsync());
        fixture.Time.Advance(TimeSpan.FromHours(12.1));
        await fixture.AcceptAsync(JournalFixture.Numbered(1));
        await fixture.DisposeAsync();
        fixture.Time.AdjustTime(JournalFixture.Noon);

        await fixture.AcceptAsync(JournalFixture.Numbered(2));
        await fixture.RestartAsync();
        await fixture.AcceptAsync(JournalFixture.Numbered(3));

        var rows = await fixture.RowsAsync();
        Assert.Equal(["d1", "d2", "d3"], rows.Select(row => row.DeliveryId));
        Assert.Single(rows.Select(row => row.Day).Distinct());
        Assert.Equal(ReceiptKind.Duplicate, (await fixture.AcceptAsync(JournalFixture.Numbered(1))).Kind);
        await fixture.AssertBalancedAsync();
    }
}
