using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

/// <summary>Where a number is hidden, nothing beside it counts its rows.</summary>
public sealed class WithheldCountsTests
{
    private static readonly (string Service, int People)[] Services = [("big", 9), ("mid", 6), ("small", 2)];

    [Theory]
    [InlineData("small", null)]
    [InlineData("mid", null)]
    [InlineData("mid", "repo")]
    [InlineData("mid", "author_kind")]
    public async Task Filter_WhoseNumberIsHidden_TellsNeitherCoverageNorExclusionsNorRows(string service, string? by)
    {
        await using var bench = await OpenAsync();
        var query = MetricBench.Query() with { Where = [new("service", service)], By = by is null ? [] : [by] };

        var series = await bench.SeriesAsync(query);

        Assert.True(series.Totals[0].Suppressed);
        Assert.Equal((null, null), (series.Coverage.Seen, series.Coverage.Counted));
        Assert.Empty(series.Exclusions);
        foreach (var reason in (string?[])[null, "reverts"])
            Assert.Equal("suppressed", (await bench.Engine.ItemsAsync(new ItemQuery(query, reason), TestContext.Current.CancellationToken)).Problem!.Code);
    }

    [Fact]
    public async Task Filter_WhoseNumberIsTold_TellsItsCountsToo()
    {
        await using var bench = await OpenAsync();
        var query = MetricBench.Query() with { Where = [new("service", "big")] };

        var series = await bench.SeriesAsync(query);

        Assert.Equal((10, 9), (series.Coverage.Seen, series.Coverage.Counted));
        Assert.Equal(("reverts", 1), (Assert.Single(series.Exclusions).Reason, series.Exclusions[0].Count));
        Assert.Equal(9, (await bench.ItemsAsync(query)).Total);
    }

    // The attack: what is told of each group by any field, taken from what is told of the whole.
    [Fact]
    public async Task Difference_OfAllThatIsTold_IsNeverAFew()
    {
        await using var bench = await OpenAsync();
        var whole = (await bench.SeriesAsync(MetricBench.Query())).Coverage.Counted!.Value;
        List<(string Service, long Rows)> told = [];
        foreach (var (service, _) in Services)
        {
            var query = MetricBench.Query() with { Where = [new("service", service)] };
            foreach (var by in (string[][])[[], ["repo"], ["author_kind"], ["service"]])
            {
                var series = await bench.SeriesAsync(query with { By = by });
                told.AddRange(series.Totals.Where(point => !point.Suppressed).Select(point => (service, point.N)));
                if (series.Coverage.Counted is { } counted)
                    told.Add((service, counted));
                if ((await bench.Engine.ItemsAsync(new ItemQuery(query with { By = by }), TestContext.Current.CancellationToken)).Page is { } page)
                    told.Add((service, page.Total));
            }
        }

        Assert.Equal(["big"], told.Select(row => row.Service).Distinct());
        Assert.Equal(8, whole - told.First().Rows);
    }

    // In each service, somebody's change was a revert, which does not count.
    private static async Task<MetricBench> OpenAsync()
    {
        var bench = await MetricBench.OpenAsync([MetricBench.Page("count", lines: "exclude: [{where: is_revert, reason: reverts}]")]);
        var id = 0;
        List<ChangeFact> rows = [];
        foreach (var (service, people) in Services)
        {
            for (var i = 0; i < people; i++)
                rows.Add(MetricBench.Change(++id, MetricBench.Monday.AddHours(id), id, service: service));
            rows.Add(MetricBench.Change(100 + id, MetricBench.Monday.AddHours(id), id, service: service) with { IsRevert = true });
        }
        await bench.PutAsync<ChangeFact>(rows);
        return bench;
    }
}
