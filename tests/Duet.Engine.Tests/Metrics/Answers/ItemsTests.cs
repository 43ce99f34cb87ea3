using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

public sealed class ItemsTests
{
    private static readonly string Page = MetricBench.Page("p50", unit: "hours", lines: ["measure: duration(opened_at, merged_at)", "exclude: [{where: is_revert, reason: undone}]"]);

    [Fact]
    public async Task Items_CountedRows_AreTheSeriesNNewestFirstWithoutPeople()
    {
        await using var bench = await BenchAsync();
        var query = MetricBench.Query();

        var series = await bench.SeriesAsync(query);
        var page = await bench.ItemsAsync(query, limit: 2);
        var rest = await bench.ItemsAsync(query, offset: page.Next!.Value, limit: 2);

        Assert.Equal(3, series.Totals[0].N);
        Assert.Equal((3L, 0L, 2), (page.Total, page.Hidden, page.Rows.Count));
        Assert.Null(rest.Next);
        var value = page.Columns.Count - 1;
        Assert.Equal(new ItemColumn("value", ItemKind.Number, Unit.Hours), page.Columns[value]);
        Assert.Equal([3.0, 2.0, 1.0], page.Rows.Concat(rest.Rows).Select(row => (double)row[value]!));
        Assert.DoesNotContain(page.Columns, column => column.Name is "author" or "author_kind");
        Assert.DoesNotContain(page.Rows.Concat(rest.Rows).SelectMany(row => row), cell => cell is string text && text.Contains("example.org"));
        Assert.Contains(page.Rows[0], cell => cell is DateTimeOffset { Offset.Ticks: 0 });
    }

    [Theory]
    [InlineData("undone", 1)]
    [InlineData("not finished yet", 2)]
    [InlineData("ends before it starts", 1)]
    public async Task Items_WithAReason_AreTheRowsLeftOutByIt(string reason, int count)
    {
        await using var bench = await BenchAsync();

        var series = await bench.SeriesAsync(MetricBench.Query());
        var page = await bench.ItemsAsync(MetricBench.Query(), reason);

        Assert.Equal(count, series.Exclusions.Single(exclusion => exclusion.Reason == reason).Count);
        Assert.Equal(((long)count, count), (page.Total, page.Rows.Count));
    }

    [Fact]
    public async Task Items_AskedWrongly_AreRefused()
    {
        await using var bench = await BenchAsync();
        async Task<string?> CodeAsync(ItemQuery query) => (await bench.Engine.ItemsAsync(query, TestContext.Current.CancellationToken)).Problem?.Code;

        Assert.Equal("unknown-reason", await CodeAsync(new ItemQuery(MetricBench.Query(), "undon")));
        Assert.Equal("bad-page", await CodeAsync(new ItemQuery(MetricBench.Query(), Limit: 501)));
        Assert.Equal("bad-page", await CodeAsync(new ItemQuery(MetricBench.Query(), Offset: -1)));
        Assert.Equal("unknown-metric", await CodeAsync(new ItemQuery(MetricBench.Query() with { Key = "test.metrics" })));
    }

    private static async Task<MetricBench> BenchAsync()
    {
        var bench = await MetricBench.OpenAsync([Page]);
        ChangeFact Took(int id, double? hours) => MetricBench.Change(id, MetricBench.Monday.AddHours(id)) with { MergedAt = hours is { } took ? MetricBench.Monday.AddHours(id + took) : null };
        await bench.PutAsync(Took(1, 1), Took(2, 2), Took(3, 3), Took(4, null), Took(5, null), Took(6, -1), Took(7, 1) with { IsRevert = true });
        return bench;
    }
}
