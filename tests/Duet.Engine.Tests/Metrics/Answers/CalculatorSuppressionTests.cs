using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

/// <summary>Calculators are held to the same decisions as aggregates.</summary>
public sealed class CalculatorSuppressionTests
{
    private static readonly DateTimeOffset Monday = MetricBench.Monday;

    [Theory]
    [InlineData("bus_factor", "people")]
    [InlineData("context_spread", "count")]
    public async Task Difference_OfACalculatorsGroups_IsNeverAFew(string calculator, string unit)
    {
        await using var bench = await OpenAsync(calculator, unit);
        await PutAsync(bench, Monday, ("big", 9), ("mid", 6), ("small", 2));

        var whole = await bench.SeriesAsync(MetricBench.Query());
        var big = await bench.SeriesAsync(Filtered("big"));
        var mid = await bench.SeriesAsync(Filtered("mid"));
        var both = await bench.SeriesAsync(Filtered("big", "mid"));

        Assert.Equal((17L, 9L), (whole.Totals[0].N, big.Totals[0].N));
        // The whole minus 'big' and 'mid', or minus both at once, would be 'small'.
        foreach (var hidden in new[] { mid, both })
        {
            Assert.True(hidden.Totals[0] is { Suppressed: true, Value: null, N: 0 });
            Assert.All(hidden.Points, point => Assert.True(point is { Suppressed: true, Value: null, N: 0 }));
            Assert.Null(hidden.Coverage.Counted);
        }
        Assert.Equal("suppressed", (await bench.Engine.ItemsAsync(new ItemQuery(Filtered("mid")), TestContext.Current.CancellationToken)).Problem!.Code);
        // What is left of the whole anyway is told.
        Assert.Equal(8, (await bench.SeriesAsync(Filtered("mid", "small"))).Totals[0].N);
        Assert.Equal([("big", false), ("mid", true), ("small", true)],
            (await bench.SeriesAsync(MetricBench.Query(by: "area"))).Totals.Select(point => (point.Group!, point.Suppressed)));
    }

    [Fact]
    public async Task OneSmallWindow_OfWindowsThatOverlap_HidesAllOfItsGroup()
    {
        await using var bench = await OpenAsync("bus_factor", "people");
        await PutAsync(bench, Monday.AddDays(1), ("big", 9), ("mid", 7), ("new", 3));
        await PutAsync(bench, Monday.AddDays(8), ("big", 9), ("mid", 7), ("new", 8));
        var weeks = MetricBench.Query(new Period(Monday, Monday.AddDays(14)));

        var split = await bench.SeriesAsync(weeks with { By = ["area"] });
        var alone = await bench.SeriesAsync(weeks with { Where = [new("area", "new")] });

        // The second window minus the first would be what the three did in the first week.
        Assert.All(split.Points.Concat(split.Totals).Where(point => point.Group == "new"), point => Assert.True(point.Suppressed));
        Assert.All(split.Points.Concat(split.Totals).Where(point => point.Group == "big"), point => Assert.False(point.Suppressed));
        Assert.All(alone.Points.Concat(alone.Totals), point => Assert.True(point.Suppressed));
        Assert.Null(alone.Coverage.Counted);
    }

    private static MetricQuery Filtered(params string[] areas) =>
        MetricBench.Query() with { Where = [.. areas.Select(area => new DimensionFilter("area", area))] };

    private static Task<MetricBench> OpenAsync(string calculator, string unit) =>
        MetricBench.OpenAsync([MetricBench.Page(calculator, "file_change", "committed_at", unit)]);

    // One row for each person; those of one area are the same people whenever they work.
    private static async Task PutAsync(MetricBench bench, DateTimeOffset at, params (string Area, int People)[] areas)
    {
        List<FileChangeFact> files = [];
        foreach (var (number, (area, people)) in areas.Index())
            for (var person = 1; person <= people; person++)
                files.Add(new FileChangeFact
                {
                    Repo = "app",
                    Commit = $"{at.Day}-{number}-{person}",
                    Path = area + "/file",
                    Area = area,
                    Author = MetricBench.Person(100 * number + person),
                    AuthorKind = ActorKind.Human,
                    CommittedAt = at,
                });
        await bench.PutAsync<CommitFact>([.. files.Select(file => new CommitFact
        {
            Repo = file.Repo,
            Sha = file.Commit,
            Subject = "Work",
            Author = file.Author,
            AuthorKind = ActorKind.Human,
            AuthoredAt = at,
            CommittedAt = at,
            IsMerge = false,
        })]);
        await bench.PutAsync<FileChangeFact>(files);
    }
}
