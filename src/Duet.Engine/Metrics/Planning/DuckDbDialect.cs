using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Aggregates;

namespace Duet.Engine.Metrics.Planning;

/// <summary>Writes plans as statements for DuckDB. A second engine gets a second such class.</summary>
internal static class DuckDbDialect
{
    // The separators of ASCII: texts of people and forges do not hold them.
    private const char Unit = '\u001f';
    private const char Record = '\u001e';

    /// <summary>
    /// One row for each cell and reason, each group's total and reason, each reason, and the whole; three flags say what
    /// a row is summed over: all reasons, all buckets, all groups. Then index of the period, g1, g2, reason, rows, people, folds.
    /// </summary>
    public static FactSql Cells(SeriesPlan plan)
    {
        var rows = new DuckDbRows(plan);
        var with = rows.With();
        var groups = rows.Groups;
        string[] columns =
        [
            "GROUPING(reason)",
            "GROUPING(bucket)",
            groups.Count > 0 ? "GROUPING(g1)" : "GROUPING(bucket)",
            "bucket",
            groups.Count > 0 ? "g1" : "NULL",
            groups.Count > 1 ? "g2" : "NULL",
            "reason",
            "count(*)",
            plan.IsNarrow ? "count(DISTINCT human)" : "0",
            .. plan.Metric.Aggregate!.Folds(plan.Metric).Select(Fold),
        ];
        var groupColumns = string.Concat(groups.Select(group => group + ", "));
        string[] sets = [$"(bucket, {groupColumns}reason)", $"({groupColumns}reason)", .. groups.Count > 0 ? ["(reason)"] : Array.Empty<string>(), "()"];
        return new FactSql(
            $"""
            {with}
            SELECT {string.Join(", ", columns)}
            FROM cut
            GROUP BY GROUPING SETS ({string.Join(", ", sets)})
            """,
            rows.Parameters.Values);
    }

    /// <summary>
    /// The people behind each cell and each group's total, where groups are teams with the subtotals of all above them: index of the period
    /// (null for totals), people and rows counted, people and rows seen, the groups.
    /// </summary>
    public static FactSql Crowds(SeriesPlan plan)
    {
        var rows = new DuckDbRows(plan);
        var with = rows.With();
        var groups = rows.Groups;
        var team = plan.Groups.ToList().FindIndex(group => group.Kind == DimensionKind.Team);
        var (teams, join) = team < 0 ? ("", "") : TeamValues(plan, rows, groups[team]);
        IReadOnlyList<string> summed = [.. groups.Select((group, i) => i == team ? "team_value.value" : group)];
        var named = summed.Select((value, i) => value == groups[i] ? value : $"{value} AS {groups[i]}");
        // People are brought together first, in each bucket and then in each cell: they are far fewer than rows, and to count two kinds of
        // them is to add, where to count distinct ones twice is to hash all of them twice more.
        return new FactSql(
            $"""
            {with}{teams},
            crowd AS (
              SELECT {string.Join(", ", groups.Prepend("bucket"))}, human, count(*) FILTER (WHERE reason = 0) AS n, count(*) AS seen
              FROM cut
              GROUP BY ALL
            ),
            person AS (
              SELECT {string.Join(", ", named.Prepend("bucket"))}, human, sum(n)::BIGINT AS n, sum(seen)::BIGINT AS seen
              FROM crowd{join}
              GROUP BY GROUPING SETS (({string.Join(", ", summed.Prepend("bucket"))}, human), ({string.Join(", ", summed.Append("human"))}))
            )
            SELECT bucket, count(human) FILTER (WHERE n > 0), sum(n)::BIGINT, count(human), sum(seen)::BIGINT{string.Concat(groups.Select(group => ", " + group))}
            FROM person
            GROUP BY ALL
            """,
            rows.Parameters.Values);
    }

    // Each row counts to its team and to the subtotals of all above it.
    private static (string Table, string Join) TeamValues(SeriesPlan plan, DuckDbRows rows, string team)
    {
        var pairs = plan.Teams.Values().Append((Team: GroupKey.None, Value: GroupKey.None)).ToList();
        var (teams, values) = (Texts(rows, pairs.Select(pair => pair.Team)), Texts(rows, pairs.Select(pair => pair.Value)));
        return ($",\nteam_value AS (SELECT unnest({teams}) AS team, unnest({values}) AS value)", $" JOIN team_value ON team_value.team = crowd.{team}");
    }

    /// <summary>Whose rows lie in each stretch of a calculator: index of the stretch, person (null for programs), rows counted, rows seen, the groups.</summary>
    public static FactSql Workers(SeriesPlan plan)
    {
        var rows = new DuckDbRows(plan);
        var with = rows.With();
        return new FactSql(
            $"""
            {with}
            SELECT {string.Join(", ", rows.Groups.Prepend("bucket, human, count(*) FILTER (WHERE reason = 0), count(*)"))}
            FROM cut
            GROUP BY ALL
            """,
            rows.Parameters.Values);
    }

    /// <summary>True where the plan holds rows of somebody who counts as a person and is told as a program; grouped by nothing but kinds.</summary>
    public static FactSql HoldsDisguised(SeriesPlan plan)
    {
        var rows = new DuckDbRows(plan);
        return new FactSql($"{rows.With()}\nSELECT EXISTS (SELECT 1 FROM cut WHERE g1 <> 'human' AND human IS NOT NULL)", rows.Parameters.Values);
    }

    /// <summary>
    /// The rows with one of the reasons, newest first: the listed columns, then the measured ones. With
    /// <paramref name="cells"/> only rows of these, each written as bucket and groups.
    /// </summary>
    public static FactSql Items(SeriesPlan plan, IReadOnlyList<int> reasons, IReadOnlyList<string>? cells, int offset, int limit)
    {
        var listed = plan.Metric.Table.ListedColumns().Select((column, i) => $"{DuckDbExpressions.Column(column.Name)} AS i{i}").ToList();
        var rows = new DuckDbRows(plan);
        var with = rows.With([.. listed, "f.id AS id"]);
        var columns = listed.Select((_, i) => $"i{i}").Concat(plan.MeasuredColumns());
        var filter = Where(rows, reasons, cells);
        var (most, skipped) = (rows.Parameters.Add((long)limit), rows.Parameters.Add((long)offset));
        return new FactSql(
            $"""
            {with}
            SELECT {string.Join(", ", columns)}
            FROM cut
            WHERE {filter}
            ORDER BY moment_us DESC, id DESC
            LIMIT {most} OFFSET {skipped}
            """,
            rows.Parameters.Values);
    }

    /// <summary>How many rows <see cref="Items"/> would give without a limit.</summary>
    public static FactSql CountItems(SeriesPlan plan, IReadOnlyList<int> reasons, IReadOnlyList<string> cells)
    {
        var rows = new DuckDbRows(plan);
        var with = rows.With();
        return new FactSql($"{with}\nSELECT count(*) FROM cut WHERE {Where(rows, reasons, cells)}", rows.Parameters.Values);
    }

    /// <summary>A cell as <see cref="Items"/> takes it.</summary>
    public static string CellName(int period, GroupKey group) => string.Join(
        Unit, new[] { period.ToString(CultureInfo.InvariantCulture), group.First, group.Second }.OfType<string>());

    private static string Where(DuckDbRows rows, IReadOnlyList<int> reasons, IReadOnlyList<string>? cells)
    {
        var ofReason = $"reason IN ({string.Join(", ", reasons)})";
        if (cells is null)
            return ofReason;
        var name = string.Join(" || chr(31) || ", rows.Groups.Prepend("bucket::VARCHAR"));
        return $"{ofReason} AND {name} IN (SELECT unnest({Texts(rows, cells)}))";
    }

    private static string Texts(DuckDbRows rows, IEnumerable<string> texts) => $"string_split({rows.Parameters.Add(string.Join(Record, texts))}, chr(30))";

    /// <summary>What each person did in each stretch: index of the stretch, g1, g2, reason, person, is human, rows, different values.</summary>
    public static FactSql People(SeriesPlan plan)
    {
        var rows = new DuckDbRows(plan);
        var with = rows.With();
        var groups = rows.Groups;
        return new FactSql(
            $"""
            {with}
            SELECT bucket, {(groups.Count > 0 ? "g1" : "NULL")}, {(groups.Count > 1 ? "g2" : "NULL")}, reason, person, human IS NOT NULL,
              count(*), {(plan.Metric.Counted is null ? "0" : "count(DISTINCT counted)")}
            FROM cut
            GROUP BY ALL
            """,
            rows.Parameters.Values);
    }

    /// <summary>The oldest and newest time a row belongs to, and with <paramref name="ofAny"/> the oldest time of any kind; nulls for an empty fact.</summary>
    public static FactSql Span(Metric metric, bool ofAny)
    {
        var at = DuckDbExpressions.Column(metric.At);
        var oldest = ofAny
            ? $"least({string.Join(", ", metric.Table.TimeColumns().Select(column => $"min({DuckDbExpressions.Column(column)})"))})"
            : "NULL::TIMESTAMP";
        return new FactSql($"SELECT min({at}), max({at}), {oldest} FROM \"{metric.Table.Name}\" f");
    }

    /// <summary>True where the fact has a row.</summary>
    public static FactSql HasRows(FactTable table) => new($"SELECT EXISTS (SELECT 1 FROM \"{table.Name}\")");

    /// <summary>A dimension's values in order.</summary>
    public static FactSql Values(FactTable table, Dimension dimension, int limit)
    {
        var links = new DuckDbLinks(table);
        var value = links.Of(dimension);
        return new FactSql(
            $"SELECT DISTINCT coalesce(CAST({value} AS VARCHAR), '{GroupKey.None}') AS value FROM \"{table.Name}\" f{links.Joins()} ORDER BY value LIMIT $1", (long)limit);
    }

    private static string Fold(Fold fold) => fold.Kind switch
    {
        FoldKind.Sum => $"sum(CAST({fold.Column} AS DOUBLE)) FILTER (WHERE reason = 0)",
        FoldKind.SumOfProducts => $"sum(CAST({fold.Column} AS DOUBLE) * {fold.Other}) FILTER (WHERE reason = 0)",
        FoldKind.Last => $"arg_max(CAST({fold.Column} AS DOUBLE), (moment_us, {fold.Column})) FILTER (WHERE reason = 0 AND {fold.Column} IS NOT NULL)",
        FoldKind.CountTrue => $"count(*) FILTER (WHERE reason = 0 AND {fold.Column})",
        FoldKind.CountDistinct => $"count(DISTINCT {fold.Column}) FILTER (WHERE reason = 0)",
        FoldKind.Values => $"list(CAST({fold.Column} AS DOUBLE)) FILTER (WHERE reason = 0 AND {fold.Column} IS NOT NULL)",
        _ => throw new ArgumentOutOfRangeException(nameof(fold)),
    };
}
