using System.Data.Common;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Planning;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Answers;

/// <summary>The people behind each cell of a plan: of the rows that are counted, and of all that are seen.</summary>
internal sealed record CrowdTable(IReadOnlyList<Crowd> Counted, IReadOnlyList<Crowd> Seen);

/// <summary>Reads the people behind cells; subtotals of teams stand among the cells, and a calculator's cells are its windows.</summary>
internal sealed class CrowdReader(SeriesPlan plan, TimeZoneInfo zone)
{
    public async Task<CrowdTable> ReadAsync(IFactStore store, CancellationToken cancellationToken)
    {
        var rows = plan.Metric.Calculator is null
            ? await store.ReadAsync(DuckDbDialect.Crowds(plan), ReadCell, cancellationToken)
            : Windows(await store.ReadAsync(DuckDbDialect.Workers(plan), ReadWorker, cancellationToken));
        return new CrowdTable(
            [.. rows.Where(row => row.N > 0).Select(row => new Crowd(row.Period, row.Values, row.People, row.N))],
            [.. rows.Where(row => row.Seen > 0).Select(row => new Crowd(row.Period, row.Values, row.PeopleSeen, row.Seen))]);
    }

    private List<Row> Windows(IReadOnlyList<Worker> workers)
    {
        var team = plan.Groups.ToList().FindIndex(group => group.Kind == DimensionKind.Team);
        var sums = plan.Teams.Values().ToLookup(pair => pair.Team, pair => pair.Value);
        List<Row> rows = [];
        foreach (var cell in workers.SelectMany(worker => Places(worker, team, sums), (worker, values) => (worker, values))
                     .GroupBy(part => string.Join('\u001f', part.values)))
        {
            var values = cell.First().values;
            for (var period = Cell.Total; period < plan.Periods.Count; period++)
            {
                var window = plan.Metric.Calculator!.Window(period == Cell.Total ? plan.Whole : plan.Periods[period], zone);
                rows.Add(Sum(period, values, [.. cell.Select(part => part.worker).Where(worker => window.Contains(plan.Boundaries[worker.Stretch]))]));
            }
        }
        return rows;
    }

    private static IEnumerable<IReadOnlyList<string>> Places(Worker worker, int team, ILookup<string, string> sums) =>
        team < 0 || !sums.Contains(worker.Values[team])
            ? [worker.Values]
            : sums[worker.Values[team]].Select(value => (IReadOnlyList<string>)[.. worker.Values.Select((own, i) => i == team ? value : own)]);

    private static Row Sum(int period, IReadOnlyList<string> values, List<Worker> workers) => new(
        period, values,
        workers.Where(worker => worker.N > 0).Select(worker => worker.Human).OfType<int>().Distinct().Count(), workers.Sum(worker => worker.N),
        workers.Select(worker => worker.Human).OfType<int>().Distinct().Count(), workers.Sum(worker => worker.Seen));

    private Row ReadCell(DbDataReader reader) => new(
        reader.IsDBNull(0) ? Cell.Total : reader.GetInt32(0), Values(reader, 5), reader.GetInt64(1), Count(reader, 2), reader.GetInt64(3), Count(reader, 4));

    private Worker ReadWorker(DbDataReader reader) => new(
        reader.GetInt32(0), Values(reader, 4), reader.IsDBNull(1) ? null : reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3));

    private IReadOnlyList<string> Values(DbDataReader reader, int first) => [.. Enumerable.Range(first, plan.Groups.Count).Select(reader.GetString)];

    // A sum over no rows is null.
    private static long Count(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? 0 : reader.GetInt64(ordinal);

    private sealed record Row(int Period, IReadOnlyList<string> Values, long People, long N, long PeopleSeen, long Seen);

    private sealed record Worker(int Stretch, IReadOnlyList<string> Values, int? Human, long N, long Seen);
}
