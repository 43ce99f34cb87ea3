using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;
using Duet.Engine.Metrics;
using Duet.Engine.Time;

namespace Duet.Benchmarks.Metrics;

/// <summary>Splits by team beside the same series without: 200,000 commits of 5,000 people in 300 teams, each of whom moved once.</summary>
internal static class TeamsBenchmark
{
    private const int People = 5_000;
    private const int Teams = 300;

    public static async Task RunAsync(string[] arguments)
    {
        var commits = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 200_000;
        var file = Path.Combine(Path.GetTempPath(), $"duet-teams-{Environment.ProcessId}.duckdb");
        await using (var store = await DuckDbFactStore.OpenAsync(file))
        {
            await store.WriteAsync(new FactBatch("rows", "git").Append(SeriesBenchmark.Commits(commits, People)));
            var watch = Stopwatch.GetTimestamp();
            await store.ReplaceAsync(Organisation());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dimensions replaced in {Stopwatch.GetElapsedTime(watch).TotalMilliseconds:0} ms"));
            var year = new Period(SeriesBenchmark.FiveYears.End.AddYears(-1), SeriesBenchmark.FiveYears.End);
            foreach (var (period, name) in new[] { (SeriesBenchmark.FiveYears, "five years by quarter"), (year, "one year by quarter") })
            {
                MetricQuery whole = new() { Key = "commit.count", Period = period, Grain = Grain.Quarter };
                await SeriesBenchmark.MeasureAsync($"{name}: count", store, whole);
                await SeriesBenchmark.MeasureAsync($"{name}: count of humans by kind", store, whole with { By = ["author_kind"] });
                await SeriesBenchmark.MeasureAsync($"{name}: count, one department", store, whole with { Where = [new("team", "Team 3")] });
                await SeriesBenchmark.MeasureAsync($"{name}: count by discipline", store, whole with { By = ["discipline"] });
                if (period == year)
                    await SeriesBenchmark.MeasureAsync($"{name}: count by team", store, whole with { By = ["team"] });
                await SeriesBenchmark.MeasureAsync($"{name}: median size", store, whole with { Key = "commit.size" });
                if (period == year)
                    await SeriesBenchmark.MeasureAsync($"{name}: median size by team", store, whole with { Key = "commit.size", By = ["team"] });
            }
            await MeasureKindAsync("median of rows' own kind", store, "f.author_kind", "");
            await MeasureKindAsync("median of the kind that counts now", store, "a.kind", "LEFT JOIN alias a ON a.id = f.author");
        }
        File.Delete(file);
    }

    // What it costs to read the kind beside the facts instead of from the row.
    private static async Task MeasureKindAsync(string name, DuckDbFactStore store, string kind, string join)
    {
        var sql = new FactSql(
            $"""
            WITH seen AS (SELECT date_trunc('quarter', f.committed_at) AS bucket, f.additions + f.deletions AS value,
              CASE WHEN ({kind} = 'human') IS NOT TRUE THEN 1 ELSE 0 END AS reason FROM "commit" f {join})
            SELECT bucket, count(*), list(CAST(value AS DOUBLE)) FILTER (WHERE reason = 0) FROM seen GROUP BY bucket
            """);
        List<double> milliseconds = [];
        for (var run = 0; run < 45; run++)
        {
            var watch = Stopwatch.GetTimestamp();
            await store.ReadAsync(sql, row => row.GetInt64(1));
            milliseconds.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }
        milliseconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-45} min {milliseconds[0],6:0.0} ms   median {milliseconds[22],6:0.0} ms"));
    }

    private static Dimensions Organisation()
    {
        var moved = SeriesBenchmark.FiveYears.Start.AddYears(3);
        return new Dimensions
        {
            Links = [.. Enumerable.Range(0, People).Select(i => new ActorLink("mail", $"p{i}@example.org", PersonNumber.Of(i), null))],
            Teams = [.. Enumerable.Range(0, Teams).Select(i => new TeamRow(i, $"Team {i}", i < 10 ? null : i % 10, null))],
            Memberships =
            [
                .. Enumerable.Range(0, People).Select(i => new MembershipRow(PersonNumber.Of(i), i % Teams, DateTimeOffset.MinValue, moved)),
                .. Enumerable.Range(0, People).Select(i => new MembershipRow(PersonNumber.Of(i), (i * 7) % Teams, moved, DateTimeOffset.MaxValue)),
            ],
            Disciplines = [.. Enumerable.Range(0, People).Select(i => new DisciplineRow(PersonNumber.Of(i), $"Discipline {i % 6}", DateTimeOffset.MinValue, DateTimeOffset.MaxValue))],
        };
    }
}
