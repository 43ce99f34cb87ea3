WITH seen AS (
  SELECT
    epoch_us(f."opened_at") AS moment_us,
    a.person AS person,
    CASE WHEN (a.kind = 'human' OR a.source_kind = 'human' OR a.person >= 1000000000) THEN a.person END AS human,
    0 AS early
  FROM "change" f
    LEFT JOIN alias a ON a.id = f."author"
  WHERE f."opened_at" >= $1 AND f."opened_at" < $2
),
cut AS (
  SELECT seen.*, 0 AS bucket, early AS reason
  FROM seen
)
SELECT bucket, NULL, NULL, reason, person, human IS NOT NULL,
  count(*), 0
FROM cut
GROUP BY ALL

-- $1 = 2025-11-09T00:00:00.0000000Z
-- $2 = 2026-11-09T00:00:00.0000000Z
