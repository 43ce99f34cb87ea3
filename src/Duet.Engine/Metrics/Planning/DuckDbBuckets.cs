using System.Globalization;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// Writes which boundary a row lies behind, as an index from 0. Up to a few hundred boundaries are searched by nested
/// CASE (half the time of a join when measured, 60 boundaries over 82,000 rows); more are joined.
/// </summary>
internal static class DuckDbBuckets
{
    private const int MostCases = 400;

    public static string Cut(IReadOnlyList<DateTimeOffset> boundaries, string reason, SqlParameters parameters)
    {
        var starts = boundaries.Take(boundaries.Count - 1).Select(DuckDbDurations.Microseconds).ToList();
        if (starts.Count <= MostCases)
            return $"""
                cut AS (
                  SELECT seen.*, {Search(starts, 0, starts.Count)} AS bucket, {reason} AS reason
                  FROM seen
                )
                """;
        var list = parameters.Add(DuckDbDurations.Join(starts));
        return $"""
            boundary AS (
              SELECT unnest(string_split({list}, ',')::BIGINT[]) AS start_us, unnest(range({starts.Count}))::INTEGER AS bucket
            ),
            cut AS (
              SELECT seen.*, boundary.bucket, {reason} AS reason
              FROM seen ASOF JOIN boundary ON seen.moment_us >= boundary.start_us
            )
            """;
    }

    // Rows before the first boundary are not seen, so the search needs no lower end.
    private static string Search(List<long> starts, int from, int to)
    {
        if (to - from == 1)
            return from.ToString(CultureInfo.InvariantCulture);
        var middle = (from + to) / 2;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CASE WHEN moment_us < {starts[middle]} THEN {Search(starts, from, middle)} ELSE {Search(starts, middle, to)} END");
    }
}
