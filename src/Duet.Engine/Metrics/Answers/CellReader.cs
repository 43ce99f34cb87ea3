using System.Data.Common;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>Runs a plan and folds what comes back into cells.</summary>
internal sealed class CellReader(SeriesPlan plan, TimeZoneInfo zone)
{
    private readonly Metric metric = plan.Metric;
    public async Task<CellSet> ReadAsync(IFactStore store, CancellationToken cancellationToken) => metric.Aggregate is { } aggregate
        ? Fold(aggregate, await store.ReadAsync(DuckDbDialect.Cells(plan), ReadRow, cancellationToken))
        : new PeopleFolder(plan, zone).Fold(metric.Calculator!, await store.ReadAsync(DuckDbDialect.People(plan), ReadPerson, cancellationToken));

    private CellSet Fold(Aggregate aggregate, IReadOnlyList<Row> rows)
    {
        var counted = rows.Where(row => row is { IsAllReasons: false, Reason: 0 }).ToList();
        var whole = counted.Find(row => row.IsAllBuckets && row.IsAllGroups);
        return new CellSet
        {
            Cells = [.. counted.Where(row => !row.IsAllBuckets || !row.IsAllGroups || plan.Groups.Count == 0).Select(row => ToCell(aggregate, row))],
            Excluded = rows.Where(row => row is { IsAllReasons: false, IsAllBuckets: true, IsAllGroups: true, Reason: > 0 }).ToDictionary(row => row.Reason, row => row.Rows),
            Counted = whole?.Rows ?? 0,
            PeopleCounted = whole?.People ?? 0,
            PeopleSeen = rows.FirstOrDefault(row => row.IsAllReasons)?.People ?? 0,
        };
    }

    private Cell ToCell(Aggregate aggregate, Row row)
    {
        var period = row.Bucket == Cell.Total ? plan.Whole : plan.Periods[row.Bucket];
        var rate = metric.RatePeriod is { } per ? RateLength.Of(period, plan.Now, per, zone) : 0;
        var estimate = aggregate.Of(new FoldedCell(row.Rows, row.Folds, rate));
        return new Cell(row.Bucket, row.Group, row.Rows, row.People, DurationUnit.Scale(estimate, plan));
    }

    private Row ReadRow(DbDataReader reader)
    {
        var folds = new object?[reader.FieldCount - 9];
        for (var i = 0; i < folds.Length; i++)
            folds[i] = ReadFold(reader, i + 9);
        return new Row(
            reader.GetInt64(0) == 1, reader.GetInt64(1) == 1, reader.GetInt64(2) == 1,
            reader.IsDBNull(3) ? Cell.Total : reader.GetInt32(3), ReadGroup(reader, 4),
            reader.IsDBNull(6) ? 0 : reader.GetInt32(6), reader.GetInt64(7), Convert.ToInt64(reader.GetValue(8), null), folds);
    }

    private static object? ReadFold(DbDataReader reader, int ordinal) => reader.IsDBNull(ordinal)
        ? null
        : reader.GetFieldType(ordinal).IsGenericType ? reader.GetFieldValue<List<double>>(ordinal).ToArray() : reader.GetValue(ordinal);

    private static PersonRow ReadPerson(DbDataReader reader) => new(
        reader.GetInt32(0), ReadGroup(reader, 1), reader.GetInt32(3), reader.IsDBNull(4) ? -1 : Convert.ToInt64(reader.GetValue(4), null), reader.GetBoolean(5),
        reader.GetInt64(6), Convert.ToInt64(reader.GetValue(7), null));

    private static GroupKey ReadGroup(DbDataReader reader, int ordinal) => new(
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal), reader.IsDBNull(ordinal + 1) ? null : reader.GetString(ordinal + 1));

    private sealed record Row(
        bool IsAllReasons, bool IsAllBuckets, bool IsAllGroups, int Bucket, GroupKey Group, int Reason, long Rows, long People, object?[] Folds);
}
