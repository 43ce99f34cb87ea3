WITH working AS (SELECT make_timestamp(unnest(string_split($3, ',')::BIGINT[])) AS starts, unnest(string_split($3, ',')::BIGINT[]) AS start_us, unnest(string_split($4, ',')::BIGINT[]) AS end_us, unnest(string_split($5, ',')::BIGINT[]) AS before_us),
seen AS (
  SELECT
    epoch_us(f."opened_at") AS moment_us,
    ((CASE WHEN f."merged_at" IS NOT NULL THEN coalesce(w0.before_us + least(epoch_us(f."merged_at"), w0.end_us) - w0.start_us, 0) END - CASE WHEN f."opened_at" IS NOT NULL THEN coalesce(w1.before_us + least(epoch_us(f."opened_at"), w1.end_us) - w1.start_us, 0) END) / 1e6) AS value,
    CASE WHEN f."opened_at" IS NULL THEN 1 WHEN f."merged_at" IS NULL THEN 2 WHEN f."merged_at" < f."opened_at" THEN 3 ELSE 0 END AS early
  FROM "change" f
    ASOF LEFT JOIN working w0 ON f."merged_at" >= w0.starts
    ASOF LEFT JOIN working w1 ON f."opened_at" >= w1.starts
  WHERE f."opened_at" >= $1 AND f."opened_at" < $2
),
cut AS (
  SELECT seen.*, 0 AS bucket, CASE WHEN early > 0 THEN early WHEN value IS NULL THEN 4 ELSE 0 END AS reason
  FROM seen
)
SELECT GROUPING(reason), GROUPING(bucket), GROUPING(bucket), bucket, NULL, NULL, reason, count(*), 0, list(CAST(value AS DOUBLE)) FILTER (WHERE reason = 0 AND value IS NOT NULL)
FROM cut
GROUP BY GROUPING SETS ((bucket, reason), (reason), ())

-- $1 = 2026-11-02T00:00:00.0000000Z
-- $2 = 2026-11-09T00:00:00.0000000Z
-- $3 = '1793610000000000,1793696400000000,1793782800000000,1793869200000000,1793955600000000,1794214800000000,1794301200000000,1794387600000000'
-- $4 = '1793638800000000,1793725200000000,1793811600000000,1793898000000000,1793984400000000,1794243600000000,1794330000000000,1794416400000000'
-- $5 = '0,28800000000,57600000000,86400000000,115200000000,144000000000,172800000000,201600000000'
