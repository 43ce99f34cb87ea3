using CsCheck;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Answers;
using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Time;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics;

public sealed class MetricEngineTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly Installation InBerlin = new() { Zone = Berlin };

    [Fact]
    public async Task Series_WeekOfAClockChange_EndsAtLocalMidnights()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count"), MetricBench.Page("rate", unit: "per week", key: "test.rate", lines: "per: week")], InBerlin);
        // 2026-10-25 is the Sunday on which Berlin's clocks go back: the week has 169 hours.
        var start = new DateTimeOffset(2026, 10, 18, 22, 0, 0, TimeSpan.Zero);
        var end = new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero);
        await bench.PutAsync(
            MetricBench.Change(1, start.AddTicks(-10)), MetricBench.Change(2, start), MetricBench.Change(3, end.AddTicks(-10)), MetricBench.Change(4, end));
        var query = MetricBench.Query(new Period(start.AddDays(-7), end.AddDays(7)));

        var counts = await bench.SeriesAsync(query);
        var rates = await bench.SeriesAsync(query with { Key = "test.rate" });

        Assert.Equal([1.0, 2.0, 1.0], counts.Points.Select(point => point.Value!.Value));
        Assert.Equal(new Period(start, end), counts.Points[1].Period);
        Assert.Equal(2, rates.Points[1].Value!.Value, 1e-12);
    }

    [Fact]
    public void RateLength_CalendarMonthsAndQuarters_AreWhole()
    {
        DateTimeOffset Day(int month) => Grains.Midnight(new DateOnly(2026, month, 1), Berlin);

        Assert.Equal(1, RateLength.Of(new Period(Day(10), Day(11)), Day(12), RatePeriod.Month, Berlin), 1e-12);
        Assert.Equal(3, RateLength.Of(new Period(Day(1), Day(4)), Day(12), RatePeriod.Month, Berlin), 1e-12);
        Assert.Equal(31, RateLength.Of(new Period(Day(10), Day(11)), Day(12), RatePeriod.Day, Berlin), 1e-12);
        Assert.Equal(0, RateLength.Of(new Period(Day(10), Day(11)), Day(9), RatePeriod.Day, Berlin));
    }

    [Fact]
    public async Task Series_WorkingCalendar_MatchesTheCalendarItself()
    {
        var working = new WorkingCalendar(Berlin, new TimeOnly(8, 30), new TimeOnly(17, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Friday], [new DateOnly(2026, 11, 3)]);
        await using var bench = await MetricBench.OpenAsync(
        [
            MetricBench.Page("sum", unit: "hours", lines: "measure: duration(opened_at, merged_at)"),
            MetricBench.Page("sum", unit: "days", key: "test.days", lines: "measure: duration(opened_at, merged_at)"),
        ], new Installation { Working = working });
        var random = new Random(7);
        var rows = Enumerable.Range(0, 200).Select(i => MetricBench.Change(i, MetricBench.Monday.AddMinutes(random.Next(7 * 1440))))
            .Select(row => row with { MergedAt = row.OpenedAt!.Value.AddMinutes(random.Next(20_000)) }).ToList();
        await bench.PutAsync<ChangeFact>(rows);
        var query = MetricBench.Query() with { Calendar = CalendarKind.Working };

        var expected = rows.Sum(row => working.Between(row.OpenedAt!.Value, row.MergedAt!.Value).TotalHours);
        Assert.Equal(expected, (await bench.SeriesAsync(query)).Totals[0].Value!.Value, 1e-6);
        // A day of working time is a working day of 8.5 hours.
        Assert.Equal(expected / 8.5, (await bench.SeriesAsync(query with { Key = "test.days" })).Totals[0].Value!.Value, 1e-6);
    }

    [Fact]
    public async Task Series_WorkingCalendarWithOpenRows_CountsTheirWorkingAge()
    {
        await using var bench = await MetricBench.OpenAsync(
            [MetricBench.Page("p50", unit: "hours", lines: ["measure: duration(opened_at, merged_at)", "open: censor"])], now: MetricBench.Monday.AddDays(1).AddHours(12));
        await bench.PutAsync(
            MetricBench.Change(1, MetricBench.Monday.AddHours(9)) with { MergedAt = MetricBench.Monday.AddHours(19) },
            MetricBench.Change(2, MetricBench.Monday.AddHours(16)));

        var point = (await bench.SeriesAsync(MetricBench.Query() with { Calendar = CalendarKind.Working })).Points[0];

        // The one still open has been so for 1 + 3 working hours, less than the 8 of the other: half have ended after 8.
        Assert.Equal(((double?)8, 2L, 1L), (point.Value, point.N, point.Open));
    }

    [Fact]
    public async Task Series_FewerThanHalfHaveEnded_MedianIsNotReached()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("p50", unit: "hours", lines: ["measure: duration(opened_at, merged_at)", "open: censor"])]);
        await bench.PutAsync(
            MetricBench.Change(1, MetricBench.Monday) with { MergedAt = MetricBench.Monday.AddHours(1) }, MetricBench.Change(2, MetricBench.Monday), MetricBench.Change(3, MetricBench.Monday));

        var point = (await bench.SeriesAsync(MetricBench.Query())).Points[0];

        Assert.Equal(((double?)null, 3L, 2L), (point.Value, point.N, point.Open));
    }

    [Fact]
    public async Task Series_Filters_AlternativesWithinADimensionAndConditionsBetween()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        await bench.PutAsync(
            MetricBench.Change(1, MetricBench.Monday, repo: "a"), MetricBench.Change(2, MetricBench.Monday, repo: "b"), MetricBench.Change(3, MetricBench.Monday, repo: "c"),
            MetricBench.Change(4, MetricBench.Monday, repo: "a", kind: ActorKind.Bot, author: 9));

        var series = await bench.SeriesAsync(MetricBench.Query(by: "repo") with { Where = [new("repo", "a"), new("repo", "b"), new("author_kind", "human")] });

        Assert.Equal([("a", 1.0), ("b", 1.0)], series.Points.Select(point => (point.Group!, point.Value!.Value)));
        Assert.Equal(2, series.Coverage.Seen);
    }

    [Theory]
    [InlineData("x' OR 1=1 --")]
    [InlineData("'; DROP TABLE change; --")]
    [InlineData("$1")]
    [InlineData("\" OR \"\"=\"")]
    public async Task Series_HostileTexts_AreOnlyTexts(string text)
    {
        var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count"), MetricBench.Page("count", key: "test.literal", lines: $"where: >-\n  repo = '{quoted}'")]);
        await bench.PutAsync(MetricBench.Change(1, MetricBench.Monday), MetricBench.Change(2, MetricBench.Monday, repo: text));

        Assert.Equal(1, (await bench.SeriesAsync(MetricBench.Query() with { Where = [new("repo", text)] })).Totals[0].N);
        Assert.Equal(1, (await bench.SeriesAsync(MetricBench.Query() with { Key = "test.literal" })).Totals[0].N);
        Assert.Contains(text, (await bench.SeriesAsync(MetricBench.Query(by: "repo"))).Points.Select(point => point.Group));
        Assert.Equal("unknown-dimension", (await bench.ProblemAsync(MetricBench.Query(by: text))).Code);
        Assert.Equal("unknown-dimension", (await bench.ProblemAsync(MetricBench.Query() with { Where = [new(text, "a")] })).Code);
        Assert.Equal(2, (await bench.SeriesAsync(MetricBench.Query())).Totals[0].N);
    }

    [Fact]
    public async Task Series_AskedWrongly_SaysWhatIsNear()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        var query = MetricBench.Query();

        Assert.Contains("'test.metric'", (await bench.ProblemAsync(query with { Key = "test.metrik" })).Message);
        Assert.Contains("'repo'", (await bench.ProblemAsync(query with { By = ["repos"] })).Message);
        Assert.Contains("'human'", (await bench.ProblemAsync(query with { Where = [new("author_kind", "humans")] })).Message);
        Assert.Equal("unknown-value", (await bench.ProblemAsync(query with { Where = [new("is_revert", "maybe")] })).Code);
        Assert.Equal("unknown-dimension", (await bench.ProblemAsync(query with { By = ["author"] })).Code);
        Assert.Equal("unknown-dimension", (await bench.ProblemAsync(query with { By = ["title"] })).Code);
        Assert.Equal("too-many-dimensions", (await bench.ProblemAsync(query with { By = ["repo", "service", "release"] })).Code);
        Assert.Equal("bad-period", (await bench.ProblemAsync(query with { Period = new Period(MetricBench.Monday, MetricBench.Monday) })).Code);
        Assert.Equal("too-many-points", (await bench.ProblemAsync(query with { Period = new Period(MetricBench.Monday.AddYears(-9), MetricBench.Monday), Grain = Grain.Day })).Code);
        Assert.Equal("unsupported-calendar", (await bench.ProblemAsync(query with { Calendar = CalendarKind.Working })).Code);
    }

    [Fact]
    public async Task Series_ManyDays_AreJoinedAndCountTheSame()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")], InBerlin);
        await Gen.Int[0, 700 * 24 * 60].Array[40].SampleAsync(async minutes =>
        {
            await bench.PutAsync<ChangeFact>([.. minutes.Select((minute, i) => MetricBench.Change(i, MetricBench.Monday.AddYears(-2).AddMinutes(minute)))]);
            var period = new Period(MetricBench.Monday.AddYears(-2), MetricBench.Monday.AddDays(-20));

            var days = await bench.SeriesAsync(MetricBench.Query(period, Grain.Day));
            var weeks = await bench.SeriesAsync(MetricBench.Query(period, Grain.Week));

            Assert.True(days.Points.Count > 700);
            Assert.All(days.Points, day => Assert.Equal(minutes.Count(minute => day.Period.Contains(MetricBench.Monday.AddYears(-2).AddMinutes(minute))), day.N));
            Assert.All(weeks.Points, week => Assert.Equal(minutes.Count(minute => week.Period.Contains(MetricBench.Monday.AddYears(-2).AddMinutes(minute))), week.N));
        }, iter: 4, threads: 1);
    }

    [Fact]
    public async Task Series_NewRowsOrATickOfTheClock_AreSeenDespiteTheCache()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count"), MetricBench.Page("rate", unit: "number", key: "test.rate", lines: "per: day")], now: MetricBench.Monday.AddDays(1));
        await bench.PutAsync(MetricBench.Change(1, MetricBench.Monday));
        var rate = MetricBench.Query() with { Key = "test.rate" };

        Assert.Same(await bench.SeriesAsync(MetricBench.Query()), await bench.SeriesAsync(MetricBench.Query()));
        Assert.Equal(1, (await bench.SeriesAsync(rate)).Totals[0].Value);

        await bench.PutAsync(MetricBench.Change(2, MetricBench.Monday));
        Assert.Equal(2, (await bench.SeriesAsync(MetricBench.Query())).Totals[0].Value);

        bench.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await bench.SeriesAsync(rate)).Totals[0].Value);
    }

    [Fact]
    public async Task Values_OfADimension_AreInOrder()
    {
        await using var bench = await MetricBench.OpenAsync([MetricBench.Page("count")]);
        var definition = bench.Engine.Find("test.metric")!;
        Assert.False(await bench.Engine.HasDataAsync(definition, TestContext.Current.CancellationToken));
        await bench.PutAsync(MetricBench.Change(1, MetricBench.Monday, repo: "b"), MetricBench.Change(2, MetricBench.Monday, repo: "a"));

        Assert.True(await bench.Engine.HasDataAsync(definition, TestContext.Current.CancellationToken));
        Assert.Equal(["a", "b"], await bench.Engine.ValuesOfAsync(definition, "repo", 10, TestContext.Current.CancellationToken));
        Assert.Equal(["a"], await bench.Engine.ValuesOfAsync(definition, "repo", 1, TestContext.Current.CancellationToken));
        Assert.Empty(await bench.Engine.ValuesOfAsync(definition, "author", 10, TestContext.Current.CancellationToken));
        Assert.Contains("repo", bench.Engine.DimensionsOf(definition));
        Assert.DoesNotContain("author", bench.Engine.DimensionsOf(definition));
    }
}
