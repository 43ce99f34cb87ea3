using CsCheck;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Statistics;
using Duet.Engine.Time;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Engine.Tests.Metrics.Answers;

/// <summary>Every aggregate, over random rows, against the plainest second implementation there is.</summary>
public sealed class AggregatesAgainstLinqTests
{
    private static readonly DateTimeOffset Now = MetricBench.Monday.AddDays(17).AddHours(5);
    private static readonly Period Span = new(MetricBench.Monday, MetricBench.Monday.AddDays(21));

    private static readonly string[] Pages =
    [
        Page("count", "count"),
        Page("sum", "sum", "lines", "measure: additions"),
        Page("mean", "mean", "lines", "measure: additions + coalesce(deletions, 0)"),
        Page("last", "last", "lines", "measure: additions"),
        Page("p50", "p50", "hours", "measure: duration(opened_at, merged_at)"),
        Page("p75", "p75", "days", "measure: duration(opened_at, merged_at)"),
        Page("p90", "p90", "lines", "measure: additions"),
        Page("km", "p50", "hours", "measure: duration(opened_at, merged_at)", "open: censor"),
        Page("people", "distinct", "people", "measure: author"),
        Page("services", "distinct", "count", "measure: distinct(service)"),
        Page("share", "share", "share", "measure: additions > 50"),
        Page("ratio", "ratio", "number", "measure: additions", "per: files"),
        Page("each", "ratio", "number", "measure: additions", "per: distinct(author)"),
        Page("rate", "rate", "per week", "per: week"),
    ];

    private static readonly Gen<ChangeFact> Row = Gen.Select(
        Gen.Int[0, 21 * 24 * 60], Gen.Int[-100, 3_000].Nullable(0.2), Gen.Int[0, 100].Nullable(0.2), Gen.Int[1, 9].Nullable(0.1), Gen.Int[1, 6], Gen.Int[0, 9],
        (minute, took, additions, files, author, kind) => MetricBench.Change(
            0, MetricBench.Monday.AddMinutes(minute), kind == 0 ? author + 10 : author, service: kind % 3 == 0 ? null : $"s{kind % 4}", kind: kind == 0 ? ActorKind.Bot : ActorKind.Human) with
        {
            MergedAt = took is { } minutes ? MetricBench.Monday.AddMinutes(minute + minutes) : null,
            Additions = additions,
            Deletions = additions is > 50 ? 7 : null,
            Files = files,
            IsRevert = kind == 1,
        });

    [Fact]
    public async Task Series_RandomRows_MatchLinq() =>
        await Row.Array[0, 60].SampleAsync(CheckAsync, iter: 12, threads: 1);

    private static async Task CheckAsync(ChangeFact[] generated)
    {
        var rows = generated.Select((row, i) => row with { Id = $"c{i}" }).ToList();
        await using var bench = await MetricBench.OpenAsync(Pages, now: Now);
        await bench.PutAsync<ChangeFact>(rows);

        // What every page says: people only, reverts left out.
        var counted = rows.Where(row => row is { AuthorKind: ActorKind.Human, IsRevert: false }).ToList();
        var finished = counted.Where(row => row.MergedAt >= row.OpenedAt).ToList();
        double Hours(ChangeFact row) => (row.MergedAt - row.OpenedAt)!.Value.TotalHours;

        await ExpectAsync(bench, rows, "count", counted, cell => cell.Count, empty: 0);
        await ExpectAsync(bench, rows, "sum", [.. counted.Where(row => row.Additions is not null)], cell => cell.Sum(row => row.Additions!.Value));
        await ExpectAsync(bench, rows, "mean", [.. counted.Where(row => row.Additions is not null)], cell => cell.Average(row => row.Additions!.Value + (row.Deletions ?? 0)));
        await ExpectAsync(bench, rows, "last", [.. counted.Where(row => row.Additions is not null)], cell => cell.OrderBy(row => row.OpenedAt).ThenBy(row => row.Additions).Last().Additions);
        await ExpectAsync(bench, rows, "p50", finished, cell => Quantile.Type7([.. cell.Select(Hours).Order()], 0.5));
        await ExpectAsync(bench, rows, "p75", finished, cell => Quantile.Type7([.. cell.Select(Hours).Order()], 0.75) / 24);
        await ExpectAsync(bench, rows, "p90", [.. counted.Where(row => row.Additions is not null)], cell => Quantile.Type7([.. cell.Select(row => (double)row.Additions!.Value).Order()], 0.9));
        await ExpectAsync(bench, rows, "people", counted, cell => cell.Select(row => row.Author.Key).Distinct().Count(), empty: 0);
        await ExpectAsync(bench, rows, "services", [.. counted.Where(row => row.Service is not null)], cell => cell.Select(row => row.Service).Distinct().Count(), empty: 0);
        await ExpectAsync(bench, rows, "share", [.. counted.Where(row => row.Additions is not null)], cell => cell.Count(row => row.Additions > 50) / (double)cell.Count);
        await ExpectAsync(bench, rows, "ratio", [.. counted.Where(row => row is { Additions: not null, Files: not null })], cell => cell.Sum(row => row.Additions!.Value) / (double)cell.Sum(row => row.Files!.Value));
        await ExpectAsync(bench, rows, "each", [.. counted.Where(row => row.Additions is not null)], cell => cell.Sum(row => row.Additions!.Value) / (double)cell.Select(row => row.Author.Key).Distinct().Count());
        await ExpectAsync(bench, rows, "rate", counted, (cell, period) => cell.Count / ((period.End < Now ? period.End : Now) - period.Start).TotalDays * 7, empty: 0);
        await ExpectAsync(bench, rows, "km", [.. counted.Where(row => (row.MergedAt is null || row.MergedAt >= row.OpenedAt) && row.OpenedAt <= Now)], Survival);
    }

    private static double? Survival(IReadOnlyList<ChangeFact> cell) => KaplanMeier.Fit(cell.Select(row => row.MergedAt <= Now
        ? new Spell((row.MergedAt - row.OpenedAt)!.Value.TotalHours, true)
        : new Spell((Now - row.OpenedAt)!.Value.TotalHours, false))).Median.Value;

    private static Task ExpectAsync(
        MetricBench bench, List<ChangeFact> all, string name, IReadOnlyList<ChangeFact> counted, Func<IReadOnlyList<ChangeFact>, double?> value, double? empty = null) =>
        ExpectAsync(bench, all, name, counted, (cell, _) => value(cell), empty);

    private static async Task ExpectAsync(
        MetricBench bench, List<ChangeFact> all, string name, IReadOnlyList<ChangeFact> counted, Func<IReadOnlyList<ChangeFact>, Period, double?> value, double? empty = null)
    {
        foreach (var by in (string[][])[[], ["author_kind"], ["repo", "author_kind"]])
        {
            var series = await bench.SeriesAsync(new MetricQuery { Key = "test." + name, Period = Span, Grain = Grain.Week, By = by });

            foreach (var point in series.Points.Concat(series.Totals))
            {
                var cell = counted.Where(row => point.Period.Contains(row.OpenedAt!.Value)).ToList();
                var expected = cell.Count > 0 ? value(cell, point.Period) : point.Period.Start < Now ? empty : null;
                Assert.Equal(cell.Count, point.N);
                Assert.Equal(expected is null, point.Value is null);
                Assert.Equal(expected ?? 0, point.Value ?? 0, 1e-6);
                Assert.Equal(point.Period.End > Now, point.Provisional);
                Assert.True(!(point.Low > point.Value + 1e-9) && !(point.High < point.Value - 1e-9), $"{name}: {point}");
            }
            Assert.Equal(all.Count(row => Span.Contains(row.OpenedAt!.Value)), series.Coverage.Seen);
            Assert.Equal(counted.Count(row => Span.Contains(row.OpenedAt!.Value)), series.Coverage.Counted);
            Assert.Equal(series.Coverage.Seen - series.Coverage.Counted, series.Exclusions.Sum(exclusion => exclusion.Count));
        }
    }

    private static string Page(string name, string aggregate, string unit = "count", params string[] lines) => MetricBench.Page(
        aggregate, unit: unit, key: "test." + name,
        lines: [.. lines, "where: author_kind = 'human'", "exclude: [{where: is_revert, reason: undone}]"]);
}
