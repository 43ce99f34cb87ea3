using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using static Duet.Engine.Tests.Metrics.Organisation;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

/// <summary>Calling somebody a program does not tell them from the others.</summary>
public sealed class KindSuppressionTests
{
    private static readonly ActorLink UnlinkedByRule = new("mail", "p7@example.org", null, ActorKind.Bot);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Difference_OfHumansAndAll_IsNotWhoARuleCallsAProgram(bool isLinked)
    {
        await using var bench = await OpenAsync();
        await ReplaceAsync(bench, new Dimensions { Links = [isLinked ? Link(7, ActorKind.Agent) : UnlinkedByRule] });
        var query = MetricBench.Query();

        Assert.Equal(12, (await bench.SeriesAsync(query)).Totals[0].Value);
        foreach (var kind in (string[])["human", "bot", "agent"])
        {
            var alone = query with { Where = [new("author_kind", kind)] };
            foreach (var by in (string[][])[[], ["repo"]])
            {
                var series = await bench.SeriesAsync(alone with { By = by });
                var rows = await bench.Engine.ItemsAsync(new ItemQuery(alone with { By = by }), TestContext.Current.CancellationToken);
                if (kind == "human" || series.Totals.Any(point => point.Suppressed))
                {
                    Assert.All(series.Points.Concat(series.Totals), point => Assert.True(point is { Suppressed: true, Value: null, N: 0 }));
                    Assert.Equal((null, null), (series.Coverage.Seen, series.Coverage.Counted));
                    Assert.Equal("suppressed", rows.Problem!.Code);
                }
            }
        }
        Assert.Contains((await bench.SeriesAsync(query with { By = ["author_kind"] })).Totals, point => point.Group == "human" && point.Suppressed);
        Assert.DoesNotContain((await bench.SeriesAsync(query with { By = ["author_kind"] })).Totals, point => point is { N: 1 } or { N: 10 });
    }

    [Fact]
    public async Task Kinds_AsSourcesSayThem_AreToldHoweverFew()
    {
        await using var bench = await OpenAsync();
        await ReplaceAsync(bench, new Dimensions { Links = [.. Enumerable.Range(1, 10).Select(i => Link(i))] });

        var split = await bench.SeriesAsync(MetricBench.Query(by: "author_kind"));

        Assert.Equal([("bot", 1.0), ("human", 11.0)], split.Totals.Select(point => (point.Group!, point.Value!.Value)));
        Assert.Equal(1, (await bench.SeriesAsync(MetricBench.Query() with { Where = [new("author_kind", "bot")] })).Coverage.Counted);
    }

    [Fact]
    public async Task Rule_ThatCallsSomebodyElsewhereAProgram_HidesNothingHere()
    {
        await using var bench = await OpenAsync();
        await bench.PutAsync(MetricBench.Change(99, MetricBench.Monday, 99, repo: "other"));
        await ReplaceAsync(bench, new Dimensions { Links = [new("mail", "p99@example.org", null, ActorKind.Bot)] });

        var here = MetricBench.Query(by: "author_kind") with { Where = [new("repo", "app")] };

        Assert.Equal([("bot", 1.0), ("human", 11.0)], (await bench.SeriesAsync(here)).Totals.Select(point => (point.Group!, point.Value!.Value)));
    }

    [Fact]
    public async Task Floor_OfATeam_CountsWhomARuleCallsAProgram()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await FillAsync(bench, [Team(1), Team(2)], (1, 6), (2, 6));
        await ReplaceAsync(bench, new Dimensions
        {
            Teams = [Team(1), Team(2)],
            Memberships = [.. Enumerable.Range(1, 12).Select(i => Member(i, i <= 6 ? 1 : 2))],
            Links = [.. Enumerable.Range(1, 12).Select(i => Link(i, i <= 5 ? ActorKind.Bot : null))],
        });

        // One human would be left of the first team, and all others of it would be no one's.
        var humans = await bench.SeriesAsync(MetricBench.Query() with { Where = [new("team", "T1"), new("author_kind", "human")] });
        var programs = await bench.SeriesAsync(MetricBench.Query() with { Where = [new("team", "T1"), new("author_kind", "bot")] });

        Assert.True(humans.Totals[0].Suppressed);
        Assert.True(programs.Totals[0].Suppressed);
        Assert.Equal(6, (await bench.SeriesAsync(MetricBench.Query() with { Where = [new("team", "T1")] })).Totals[0].Value);
    }

    // Eleven people and a program.
    private static async Task<MetricBench> OpenAsync()
    {
        var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await bench.PutAsync<ChangeFact>(
        [
            .. Enumerable.Range(1, 11).Select(i => MetricBench.Change(i, MetricBench.Monday.AddHours(i), i)),
            MetricBench.Change(50, MetricBench.Monday, 50, kind: ActorKind.Bot),
        ]);
        return bench;
    }
}
