WITH seen AS (
  SELECT
    epoch_us(f."opened_at") AS moment_us,
    coalesce(CAST(coalesce(f."service", rs.service) AS VARCHAR), '(none)') AS g1,
    f."additions" AS value,
    a.person AS person,
    CASE WHEN (a.kind = 'human' OR a.source_kind = 'human' OR a.person >= 1000000000) THEN a.person END AS human,
    f."repo" AS i0,
    f."number" AS i1,
    f."title" AS i2,
    f."first_commit_at" AS i3,
    f."first_review_at" AS i4,
    f."merged_at" AS i5,
    f."released_at" AS i6,
    f."release" AS i7,
    f."additions" AS i8,
    f."deletions" AS i9,
    f."files" AS i10,
    f.id AS id,
    0 AS early
  FROM "change" f
    LEFT JOIN alias a ON a.id = f."author"
    LEFT JOIN repo_service rs ON rs.repo = f."repo" AND rs.path = ''
  WHERE f."opened_at" >= $1 AND f."opened_at" < $2
),
cut AS (
  SELECT seen.*, 0 AS bucket, CASE WHEN early > 0 THEN early WHEN value IS NULL THEN 1 ELSE 0 END AS reason
  FROM seen
)
SELECT i0, i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, value
FROM cut
WHERE reason IN (0) AND bucket::VARCHAR || chr(31) || g1 IN (SELECT unnest(string_split($3, chr(30))))
ORDER BY moment_us DESC, id DESC
LIMIT $4 OFFSET $5

-- $1 = 2026-11-02T00:00:00.0000000Z
-- $2 = 2026-11-09T00:00:00.0000000Z
-- $3 = '0|shop'
-- $4 = 25
-- $5 = 50
