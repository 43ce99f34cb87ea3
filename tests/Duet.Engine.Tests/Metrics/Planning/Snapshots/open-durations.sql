WITH seen AS (
  SELECT
    epoch_us(f."opened_at") AS moment_us,
    coalesce(CAST(coalesce(f."service", rs.service) AS VARCHAR), '(none)') AS g1,
    CASE WHEN f."first_review_at" <= $1 THEN ((epoch_us(f."first_review_at") - epoch_us(f."ready_at")) / 1e6) END AS value,
    CASE WHEN f."first_review_at" IS NULL OR f."first_review_at" > $1 THEN (($2 - epoch_us(f."ready_at")) / 1e6) END AS age,
    a.person AS person,
    CASE WHEN (a.kind = 'human' OR a.source_kind = 'human' OR a.person >= 1000000000) THEN a.person END AS human,
    CASE WHEN ((f."merged_at" IS NOT NULL) AND (f."first_review_at" IS NULL)) THEN 1 WHEN (a.kind = $3) IS NOT TRUE THEN 2 WHEN (f."ready_at" IS NOT NULL) IS NOT TRUE THEN 3 WHEN f."ready_at" IS NULL THEN 4 WHEN f."first_review_at" < f."ready_at" THEN 5 WHEN f."ready_at" > $4 THEN 6 ELSE 0 END AS early
  FROM "change" f
    LEFT JOIN alias a ON a.id = f."author"
    LEFT JOIN repo_service rs ON rs.repo = f."repo" AND rs.path = ''
  WHERE f."opened_at" >= $5 AND f."opened_at" < $6
    AND (f."repo" IN ($7, $8))
    AND (f."is_revert" IN ($9))
),
cut AS (
  SELECT seen.*, 0 AS bucket, CASE WHEN early > 0 THEN early WHEN value IS NULL AND age IS NULL THEN 7 ELSE 0 END AS reason
  FROM seen
)
SELECT GROUPING(reason), GROUPING(bucket), GROUPING(g1), bucket, g1, NULL, reason, count(*), count(DISTINCT human), list(CAST(value AS DOUBLE)) FILTER (WHERE reason = 0 AND value IS NOT NULL), list(CAST(age AS DOUBLE)) FILTER (WHERE reason = 0 AND age IS NOT NULL)
FROM cut
GROUP BY GROUPING SETS ((bucket, g1, reason), (g1, reason), (reason), ())

-- $1 = 2026-11-05T00:00:00.0000000Z
-- $2 = 1793836800000000
-- $3 = 'human'
-- $4 = 2026-11-05T00:00:00.0000000Z
-- $5 = 2026-11-02T00:00:00.0000000Z
-- $6 = 2026-11-09T00:00:00.0000000Z
-- $7 = 'app'
-- $8 = 'web'
-- $9 = False
