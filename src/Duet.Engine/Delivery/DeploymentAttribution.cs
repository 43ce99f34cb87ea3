using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>
/// Finds the first successful production deployment that contains a change, where its source does not say it. A deployment
/// contains a change if it names one of its commits, or a later commit of the default branch (by date: facts hold no parents);
/// a deployment that names no known commit is taken to contain what was merged into its service before it.
/// </summary>
/// <remarks>
/// What a source said stays. What was found is looked at again with every run, so that a deployment that is told late counts.
/// Only rows that would say something else are written: a second run writes nothing.
/// </remarks>
public sealed class DeploymentAttribution(IFactStore facts)
{
    private const string Name = "deployment-attribution";
    private const int Most = 50_000;

    // The first deployment of a head is the earliest of those with the same or a later commit: a running minimum from the end.
    private const string Found = """
        WITH good AS (
          SELECT d.service, d.sha, d.finished_at FROM deployment d
          WHERE d.environment = 'production' AND d.outcome = 'success' AND NOT d.is_rollback AND d.finished_at IS NOT NULL
        ),
        head AS (
          SELECT k.repo, g.service, k.committed_at, g.finished_at FROM good g JOIN "commit" k ON k.sha = g.sha WHERE k.is_mainline
        ),
        head_of_repo AS (
          SELECT repo, committed_at, min(min(finished_at)) OVER (PARTITION BY repo ORDER BY committed_at DESC) AS finished_at
          FROM head GROUP BY repo, committed_at
        ),
        head_of_service AS (
          SELECT repo, service, committed_at, min(min(finished_at)) OVER (PARTITION BY repo, service ORDER BY committed_at DESC) AS finished_at
          FROM head GROUP BY repo, service, committed_at
        ),
        blind AS (
          SELECT g.service, g.finished_at FROM good g WHERE g.sha IS NULL OR NOT EXISTS (SELECT 1 FROM "commit" k WHERE k.sha = g.sha)
        ),
        candidate AS (
          SELECT c.id, c.source, c.repo, c.key, c.merged_at, c.deployed_at, c.deployed_method, c.service,
            coalesce(c.service, (SELECT min(r.service) FROM repo_service r WHERE r.repo = c.repo AND r.path = '')) AS runs_as,
            coalesce((SELECT min(k.committed_at) FROM "commit" k WHERE k.repo = c.repo AND k.sha = c.key), c.merged_at) AS on_mainline_at
          FROM change c
          WHERE (c.merged_at IS NOT NULL AND c.deployed_at IS NULL) OR c.deployed_method IS NOT NULL
        ),
        own AS (
          SELECT id, min(finished_at) AS finished_at FROM (
            SELECT c.id, g.finished_at FROM candidate c JOIN good g ON g.sha = c.key
            UNION ALL
            SELECT c.id, g.finished_at FROM candidate c JOIN "commit" k ON k.change = c.id JOIN good g ON g.sha = k.sha)
          GROUP BY id
        ),
        later AS (
          SELECT c.id, h.finished_at FROM candidate c ASOF JOIN head_of_repo h ON h.repo = c.repo AND c.on_mainline_at <= h.committed_at
          WHERE c.service IS NULL
          UNION ALL
          SELECT c.id, h.finished_at FROM candidate c
          ASOF JOIN head_of_service h ON h.repo = c.repo AND h.service = c.service AND c.on_mainline_at <= h.committed_at
          WHERE c.service IS NOT NULL
        ),
        next AS (
          SELECT c.id, b.finished_at FROM candidate c ASOF JOIN blind b ON b.service = c.runs_as AND c.merged_at <= b.finished_at
        ),
        found AS (
          SELECT c.source, c.repo, c.key, c.deployed_at AS was, c.deployed_method AS was_method,
            coalesce(least(own.finished_at, later.finished_at), own.finished_at, later.finished_at, next.finished_at) AS deployed_at,
            CASE
              WHEN own.finished_at IS NOT NULL AND (later.finished_at IS NULL OR own.finished_at <= later.finished_at) THEN 'sha'
              WHEN later.finished_at IS NOT NULL THEN 'mainline'
              WHEN next.finished_at IS NOT NULL THEN 'service'
            END AS deployed_method
          FROM candidate c
          LEFT JOIN own ON own.id = c.id LEFT JOIN later ON later.id = c.id LEFT JOIN next ON next.id = c.id
        )
        SELECT s.name, f.repo, f.key, f.deployed_at, f.deployed_method
        FROM found f JOIN source s ON s.id = f.source
        WHERE f.deployed_at IS DISTINCT FROM f.was OR f.deployed_method IS DISTINCT FROM f.was_method
        LIMIT $1
        """;

    /// <summary>Brings the changes up to date with the deployments.</summary>
    /// <param name="run">Names the batches of this run; must be new for each run.</param>
    /// <param name="cancellationToken">Stops between two batches; the next run goes on from there.</param>
    /// <returns>How many changes say something else than before.</returns>
    public async Task<long> RunAsync(string run, CancellationToken cancellationToken)
    {
        var batch = 0;
        for (var patched = 0L; ;)
        {
            var rows = await facts.ReadAsync(
                new FactSql(Found, (long)Most),
                row => (Source: row.GetString(0), Row: new ChangeDeployment(
                    row.GetString(1), row.GetString(2),
                    row.IsDBNull(3) ? null : new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(3), DateTimeKind.Utc)),
                    row.IsDBNull(4) ? null : Enum.Parse<DeployedMethod>(row.GetString(4), ignoreCase: true))),
                cancellationToken);
            foreach (var source in rows.GroupBy(row => row.Source, row => row.Row))
                await facts.WriteAsync(new FactBatch($"{Name}:{run}:{batch++}", source.Key).Patch<ChangeDeployment>([.. source]), cancellationToken);
            patched += rows.Count;
            if (rows.Count < Most)
                return patched;
        }
    }
}

[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeDeployment(string Repo, string Id, DateTimeOffset? DeployedAt, DeployedMethod? DeployedMethod);
