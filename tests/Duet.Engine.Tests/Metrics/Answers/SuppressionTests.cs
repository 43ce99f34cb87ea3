using CsCheck;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Answers;
using Duet.Engine.Time;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

public sealed class SuppressionTests
{
    private static readonly Gen<Crowd[]> Table = Gen.Select(Gen.Int[0, 12].Array[12], Gen.Int[1, 4], (people, width) =>
        people.Select((count, i) => new Crowd(i / width, [$"g{i % width}"], count, count * 2)).Where(crowd => crowd.N > 0).ToArray()).Where(crowds => crowds.Length > 0);

    [Fact]
    public void Hidden_AnyTable_HidesTheSmallAndLeavesNoLineWithOneHidden() => Table.Sample(crowds =>
    {
        var hidden = Suppression.Hidden(crowds, 5);

        Assert.All(crowds.Where(crowd => crowd.People < 5), crowd => Assert.Contains(crowd, hidden));
        var lines = crowds.GroupBy(crowd => $"p{crowd.Period}").Concat(crowds.GroupBy(crowd => crowd.Values[0]));
        Assert.All(lines.Where(line => line.Count() > 1), line => Assert.NotEqual(1, line.Count(hidden.Contains)));
        if (crowds.All(crowd => crowd.People >= 5))
            Assert.Empty(hidden);
    });

    [Fact]
    public void Hidden_OneSmallGroup_TakesTheNextSmallestWithIt()
    {
        Crowd[] crowds = [new(0, ["a"], 3, 9), new(0, ["b"], 12, 40), new(0, ["c"], 7, 90)];

        Assert.Equal(["a", "c"], Suppression.Hidden(crowds, 5).Select(crowd => crowd.Values[0]).Order());
    }

    [Fact]
    public async Task Series_BySmallGroups_HidesNumbersInPointsTotalsAndItems()
    {
        await using var bench = await ServicesAsync(("big", 9), ("mid", 6), ("small", 2));
        var query = MetricBench.Query(by: "service");

        var series = await bench.SeriesAsync(query);
        var page = await bench.ItemsAsync(query);

        foreach (var points in new[] { series.Points, series.Totals })
        {
            Assert.Equal(["big", "mid", "small"], points.Select(point => point.Group));
            Assert.Equal([false, true, true], points.Select(point => point.Suppressed));
            Assert.All(points.Where(point => point.Suppressed), point => Assert.True(point is { Value: null, N: 0, Low: null, High: null }));
        }
        Assert.Equal(2, series.Coverage.SuppressedGroups);
        Assert.Equal((17L, 8L, 9), (page.Total, page.Hidden, page.Rows.Count));
    }

    [Fact]
    public async Task Series_FilterOnTheNeighbourOfASmallGroup_IsHiddenToo()
    {
        await using var bench = await ServicesAsync(("big", 9), ("mid", 6), ("small", 2));

        // Asked for alone, 'mid' would give away 'small' by the whole and 'big'.
        Assert.True((await bench.SeriesAsync(Filtered("mid"))).Points[0].Suppressed);
        Assert.True((await bench.SeriesAsync(Filtered("mid", "big"))).Points[0].Suppressed);
        // The two hidden ones together are what is left of the whole anyway.
        Assert.Equal(8, (await bench.SeriesAsync(Filtered("mid", "small"))).Points[0].Value);
        Assert.Equal(9, (await bench.SeriesAsync(Filtered("big"))).Points[0].Value);
    }

    [Fact]
    public async Task Query_ForASmallGroupAlone_TellsNeitherCountsNorRows()
    {
        await using var bench = await ServicesAsync(("big", 9), ("small", 2));

        var series = await bench.SeriesAsync(Filtered("small"));
        var (page, problem) = await bench.Engine.ItemsAsync(new ItemQuery(Filtered("small")), TestContext.Current.CancellationToken);

        Assert.True(series.Points[0].Suppressed && series.Totals[0].Suppressed);
        Assert.Equal((null, null), (series.Coverage.Seen, series.Coverage.Counted));
        Assert.Empty(series.Exclusions);
        Assert.Null(page);
        Assert.Equal("suppressed", problem!.Code);
    }

    [Fact]
    public async Task Series_WholesKindsAndFactsAboutNoOne_AreNeverHidden()
    {
        await using var bench = await MetricBench.OpenAsync(
        [
            MetricBench.Page("count"), MetricBench.Page("count", "release", "at", key: "test.releases"),
        ]);
        await bench.PutAsync(MetricBench.Change(1, MetricBench.Monday.AddHours(1)));
        await bench.PutAsync(new ReleaseFact { Repo = "app", Tag = "v1", Sha = "1", At = MetricBench.Monday, Prerelease = false, Kind = ReleaseKind.Major });

        foreach (var by in (string[][])[[], ["repo"], ["author_kind"], ["repo", "author_kind"]])
            Assert.Equal(1, Assert.Single((await bench.SeriesAsync(MetricBench.Query(by: by))).Points).Value);
        Assert.Equal(1, (await bench.SeriesAsync(MetricBench.Query(by: "kind") with { Key = "test.releases" })).Points[0].Value);
    }

    [Theory]
    [InlineData("where: contains(title, 'Change')")]
    [InlineData("exclude: [{where: number = 7, reason: none}]")]
    public async Task Series_DefinitionThatSinglesOut_HidesSmallCells(string line)
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count", lines: line)]);
        await bench.PutAsync(MetricBench.Change(1, MetricBench.Monday.AddHours(1)));

        Assert.True((await bench.SeriesAsync(MetricBench.Query())).Points[0].Suppressed);
    }

    [Fact]
    public async Task Series_OnlyBots_AreNotAGroupOfPeople()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await bench.PutAsync(MetricBench.Change(1, MetricBench.Monday.AddHours(1), service: "s", kind: ActorKind.Bot));

        Assert.Equal(1, (await bench.SeriesAsync(MetricBench.Query(by: "service"))).Points[0].Value);
    }

    [Fact]
    public async Task Series_HigherFloor_HidesMore()
    {
        await using var bench = await ServicesAsync(new Installation { Floor = 10 }, ("big", 9), ("mid", 6));

        Assert.All((await bench.SeriesAsync(MetricBench.Query(by: "service"))).Points, point => Assert.True(point.Suppressed));
    }

    [Fact]
    public async Task Series_OneQuietWeekOfAGroup_IsNotTheDifferenceOfTheOthers()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        List<ChangeFact> rows = [];
        for (var week = 0; week < 4; week++)
            for (var person = 0; person < (week == 2 ? 2 : 6 + week); person++)
                rows.Add(MetricBench.Change(rows.Count, MetricBench.Monday.AddDays(7 * week), person, service: "s"));
        await bench.PutAsync<ChangeFact>(rows);

        var series = await bench.SeriesAsync(MetricBench.Query(new Period(MetricBench.Monday, MetricBench.Monday.AddDays(28)), by: "service"));

        Assert.Equal([true, false, true, false], series.Points.Select(point => point.Suppressed));
        Assert.Equal(24, series.Totals[0].Value);
    }

    private static MetricQuery Filtered(params string[] services) =>
        MetricBench.Query() with { Where = [.. services.Select(service => new DimensionFilter("service", service))] };

    private static Task<MetricBench> ServicesAsync(params (string Service, int People)[] services) => ServicesAsync(new Installation(), services);

    private static async Task<MetricBench> ServicesAsync(Installation installation, params (string Service, int People)[] services)
    {
        var bench = await MetricBench.OpenAsync([MetricBench.Page("count")], installation);
        var id = 0;
        await bench.PutAsync<ChangeFact>([.. services.SelectMany(service => Enumerable.Range(0, service.People)
            .Select(_ => MetricBench.Change(++id, MetricBench.Monday.AddHours(id), id, service: service.Service)))]);
        return bench;
    }
}
