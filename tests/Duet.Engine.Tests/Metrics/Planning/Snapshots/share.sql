WITH seen AS (
  SELECT
    epoch_us(f."opened_at") AS moment_us,
    ((f."additions" > $1) AND (f."title" <> $2)) AS value,
    a.person AS person,
    CASE WHEN (a.kind = 'human' OR a.source_kind = 'human' OR a.person >= 1000000000) THEN a.person END AS human,
    0 AS early
  FROM "change" f
    LEFT JOIN alias a ON a.id = f."author"
  WHERE f."opened_at" >= $3 AND f."opened_at" < $4
),
cut AS (
  SELECT seen.*, 0 AS bucket, CASE WHEN early > 0 THEN early WHEN value IS NULL THEN 1 ELSE 0 END AS reason
  FROM seen
)
SELECT GROUPING(reason), GROUPING(bucket), GROUPING(bucket), bucket, NULL, NULL, reason, count(*), count(DISTINCT human), count(*) FILTER (WHERE reason = 0 AND value)
FROM cut
GROUP BY GROUPING SETS ((bucket, reason), (reason), ())

-- $1 = 50
-- $2 = 'x'
-- $3 = 2026-11-02T00:00:00.0000000Z
-- $4 = 2026-11-09T00:00:00.0000000Z
