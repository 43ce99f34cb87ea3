using Duet.Engine.Facts;
using Duet.Engine.Metrics.Calculators;
using Duet.Engine.Time;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Calculators;

public sealed class CalculatorsTests
{
    [Fact]
    public void BusFactor_TheExampleOfChaoss_IsTwo()
    {
        long[] contributions = [1000, 433, 343, 332, 202, 90, 42, 33];

        Assert.Equal(2, new BusFactor().Of([.. contributions.Select((rows, i) => new PersonWork(default, default, i, true, rows, 0))]).Value);
    }

    [Fact]
    public async Task BusFactor_Months_LookTwelveMonthsBack()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("bus_factor", unit: "people")]);
        List<ChangeFact> rows = [];
        // Ada alone until the end of 2025, then four people evenly.
        for (var month = new DateTimeOffset(2025, 1, 15, 0, 0, 0, TimeSpan.Zero); month.Year < 2027; month = month.AddMonths(1))
            for (var i = 0; i < 4; i++)
                rows.Add(MetricBench.Change(rows.Count, month, month.Year == 2025 ? 0 : i));
        await bench.PutAsync<ChangeFact>(rows);

        var series = await bench.SeriesAsync(MetricBench.Query(
            new Period(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)), Grain.Month));

        // By the end of September Ada has 12 + 9 of 48; two others have 18 more. By the end of the year all have 12.
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2], series.Points.Select(point => (int)point.Value!));
        Assert.All(series.Points, point => Assert.Equal(48, point.N));
        Assert.Equal(2, series.Totals[0].Value);
    }

    [Fact]
    public async Task ContextSpread_AreasOfTwoRepositories_CountTwice()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("context_spread", "file_change", "committed_at", unit: "number")]);
        FileChangeFact Touch(string commit, string repo, string area, int author, int day) => new()
        {
            Commit = commit,
            Path = $"{area}/{commit}",
            Repo = repo,
            Area = area,
            Author = MetricBench.Person(author),
            AuthorKind = ActorKind.Human,
            CommittedAt = MetricBench.Monday.AddDays(day),
        };
        CommitFact Commit(string sha, string repo) => new()
        {
            Repo = repo,
            Sha = sha,
            Subject = "s",
            Author = MetricBench.Person(1),
            AuthorKind = ActorKind.Human,
            AuthoredAt = MetricBench.Monday,
            CommittedAt = MetricBench.Monday,
            IsMerge = false,
        };
        await bench.PutAsync(Commit("1", "a"), Commit("2", "b"), Commit("3", "a"), Commit("4", "a"));
        await bench.PutAsync(Touch("1", "a", "api", 1, 0), Touch("2", "b", "api", 1, 1), Touch("3", "a", "api", 1, 2), Touch("4", "a", "web", 2, 6));

        var point = (await bench.SeriesAsync(MetricBench.Query())).Points[0];

        Assert.Equal(((double?)1.5, 4L), (point.Value, point.N));
        Assert.Equal("unsupported-grain", (await bench.ProblemAsync(MetricBench.Query(grain: Grain.Day))).Code);
    }

    [Fact]
    public void ContextSpread_WeekAcrossTwoMonths_BelongsToTheMonthOfItsThursday()
    {
        var september = new Period(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));

        // 1 September 2026 is a Tuesday, 1 October a Thursday.
        var window = new ContextSpread().Window(september, TimeZoneInfo.Utc);

        Assert.Equal(new DateTime(2026, 8, 31), window.Start.UtcDateTime);
        Assert.Equal(new DateTime(2026, 9, 28), window.End.UtcDateTime);
    }
}
