using Duet.Engine.Facts;
using Duet.Surveys.Records;

namespace Duet.Surveys.Pulses;

/// <summary>
/// Finds in the facts what happened to whose work. Only identities that somebody linked to a person count, and no programs: of the others nobody
/// knows where to ask.
/// </summary>
internal sealed class PulseEvents(IFactStore facts)
{
    /// <summary>What is older is not asked after: people have forgotten it, and an import of last year would ask everybody.</summary>
    public static TimeSpan LongestAge { get; } = TimeSpan.FromDays(1);

    // What went straight to the main branch was never merged, and nobody reviewed it.
    private const string Changes = """
        SELECT c.repo || chr(31) || c.key, a.person, c.merged_at, c.title, c.repo
        FROM change c JOIN alias a ON a.id = c.author
        WHERE c.merged_at > $1 AND c.merged_at <= $2 AND c.method <> 'direct' AND a.kind = 'human' AND a.person >= $3
        """;

    // A merged change's build belongs to who wrote the change, any other one to who wrote the commit.
    private const string Builds = """
        SELECT r.repo || chr(31) || r.key, a.person, r.finished_at, r.pipeline, r.repo
        FROM run r
        LEFT JOIN change c ON c.repo = r.repo AND c.key = r.sha
        LEFT JOIN "commit" m ON m.repo = r.repo AND m.sha = r.sha
        JOIN alias a ON a.id = coalesce(c.author, m.author)
        WHERE r.outcome = 'failure' AND r.finished_at > $1 AND r.finished_at <= $2 AND a.kind = 'human' AND a.person >= $3
        """;

    private const string Releases = """
        SELECT d.key, p.person, d.finished_at, d.service, d.environment
        FROM deployment d
        JOIN service_owner o ON o.service = d.service AND o.since <= d.finished_at AND o.until > d.finished_at
        JOIN membership p ON p.team = o.team AND p.since <= d.finished_at AND p.until > d.finished_at
        WHERE d.environment = 'production' AND d.outcome = 'success' AND NOT d.is_rollback
          AND d.finished_at > $1 AND d.finished_at <= $2 AND p.person >= $3
        """;

    /// <summary>What happened within <see cref="LongestAge"/>, the newest first; one line for each person whose work it was.</summary>
    public async Task<IReadOnlyList<PulseEvent>> LatelyAsync(PulseTrigger trigger, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sql = trigger switch
        {
            PulseTrigger.MergedChange => Changes,
            PulseTrigger.FailedBuild => Builds,
            _ => Releases,
        };
        var found = await facts.ReadAsync(
            new FactSql(sql, (now - LongestAge).UtcDateTime, now.UtcDateTime, (long)PersonNumber.First),
            row => new PulseEvent(row.GetString(0), row.GetInt32(1) - PersonNumber.First, row.GetDateTime(2), row.GetString(3), row.GetString(4)), cancellationToken);
        return [.. found.OrderByDescending(happened => happened.At).ThenBy(happened => happened.Key, StringComparer.Ordinal).ThenBy(happened => happened.Person)];
    }
}

/// <summary>Something that happened to somebody's work.</summary>
/// <param name="Key">What the source calls it: the same again after a replay.</param>
/// <param name="At">When it happened, in UTC.</param>
/// <param name="Name">As the person knows it: the change's title, the pipeline, the service.</param>
/// <param name="Place">The repository, or the environment.</param>
internal sealed record PulseEvent(string Key, int Person, DateTime At, string Name, string Place);
