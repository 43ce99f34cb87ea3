using System.Data.Common;
using System.Text.Json;
using Duet.Engine.Facts;

namespace Duet.Engine.Delivery;

/// <summary>
/// Says in facts which service the work in a shared repository belongs to, where folders of it are services' own. A file belongs
/// to the service with the longest folder it lies in; a commit and a change belong to the service of most of their files, of
/// several with as many to the first by name; files of no service have no say. Whole repositories need none of this: queries look
/// their service up.
/// </summary>
/// <remarks>Only rows that would say something else are written, so that a second run writes nothing.</remarks>
public sealed class ServiceAttribution(IFactStore facts)
{
    private const string Name = "service-attribution";
    private const int Most = 50_000;

    // Longest folders first, each once a path: paths repeat in many commits.
    private const string Mapping = """
        WITH shared AS (SELECT unnest(string_split($1, chr(30))) AS repo),
        path AS (
          SELECT f.repo, f.path, max_by(c.service, length(c.path)) AS service
          FROM (SELECT DISTINCT repo, path FROM file_change WHERE repo IN (FROM shared)) f
          JOIN repo_service c ON c.repo = f.repo AND (c.path = '' OR f.path = c.path OR starts_with(f.path, c.path || '/'))
          WHERE EXISTS (SELECT 1 FROM repo_service own WHERE own.repo = f.repo AND own.path <> '')
          GROUP BY f.repo, f.path
        ),
        file AS (
          SELECT f.commit, f.path, f.repo, f.source, f.service AS was, p.service
          FROM file_change f LEFT JOIN path p ON p.repo = f.repo AND p.path = f.path
          WHERE f.repo IN (FROM shared)
        )
        """;

    private const string Files = Mapping + """

        SELECT s.name, c.sha, f.path, f.repo, f.service
        FROM file f JOIN "commit" c ON c.id = f.commit JOIN source s ON s.id = f.source
        WHERE f.service IS DISTINCT FROM f.was
        LIMIT $2
        """;

    private const string Commits = Mapping + """
        , vote AS (SELECT commit AS id, service, count(*) AS files FROM file WHERE service IS NOT NULL GROUP BY ALL),
        chosen AS (SELECT id, arg_min(service, (-files, service)) AS service FROM vote GROUP BY id)
        SELECT s.name, t.repo, t.sha, chosen.service
        FROM "commit" t LEFT JOIN chosen ON chosen.id = t.id JOIN source s ON s.id = t.source
        WHERE t.repo IN (FROM shared) AND chosen.service IS DISTINCT FROM t.service
        LIMIT $2
        """;

    // A path that several commits of a change touch counts once.
    private const string ChangeVotes = Mapping + """
        , vote AS (
          SELECT c.change AS id, f.service, count(DISTINCT f.path) AS files
          FROM file f JOIN "commit" c ON c.id = f.commit
          WHERE f.service IS NOT NULL AND c.change IS NOT NULL
          GROUP BY ALL
        ),
        chosen AS (SELECT id, arg_min(service, (-files, service)) AS service, count(*) AS services FROM vote GROUP BY id)
        """;

    private const string Changes = ChangeVotes + """

        SELECT s.name, t.repo, t.key, chosen.service
        FROM change t LEFT JOIN chosen ON chosen.id = t.id JOIN source s ON s.id = t.source
        WHERE t.repo IN (FROM shared) AND chosen.service IS DISTINCT FROM t.service
        LIMIT $2
        """;

    private const string Ambiguous = ChangeVotes + "\nSELECT count(*) FROM chosen WHERE services > 1";

    /// <summary>Brings the facts up to date with the mapping of folders to services.</summary>
    /// <param name="run">Names the batches of this run; must be new for each run.</param>
    /// <param name="cancellationToken">Stops between two batches; the next run goes on from there.</param>
    /// <returns>How much was written; all 0 where no repository has folders of services, now or before.</returns>
    public async Task<AttributedServices> RunAsync(string run, CancellationToken cancellationToken)
    {
        var mapped = await facts.ReadAsync(
            new FactSql("SELECT DISTINCT repo FROM repo_service WHERE path <> '' ORDER BY repo"), row => row.GetString(0), cancellationToken);
        var before = await facts.CursorAsync(Name, cancellationToken) is { } text ? JsonSerializer.Deserialize<string[]>(text)! : [];
        IReadOnlyList<string> repos = [.. mapped.Union(before)];
        if (repos.Count == 0)
            return new AttributedServices(0, 0, 0, 0);

        var shared = string.Join('\u001e', repos);
        var batch = 0;
        // Before anything is written: what a stopped run has left is then known to be this derivation's.
        if (!before.SequenceEqual(repos))
            await RememberAsync(repos);
        var files = await PatchAsync(Files, row => new FileService(row.GetString(1), row.GetString(2), row.GetString(3), TextOrNull(row, 4)));
        var commits = await PatchAsync(Commits, row => new CommitService(row.GetString(1), row.GetString(2), TextOrNull(row, 3)));
        var changes = await PatchAsync(Changes, row => new ChangeService(row.GetString(1), row.GetString(2), TextOrNull(row, 3)));
        if (!mapped.SequenceEqual(repos))
            await RememberAsync(mapped);
        var ambiguous = await facts.ReadAsync(new FactSql(Ambiguous, shared), row => row.GetInt64(0), cancellationToken);
        return new AttributedServices(files, commits, changes, ambiguous[0]);

        async Task<long> PatchAsync<T>(string sql, Func<DbDataReader, T> read) where T : class
        {
            for (var patched = 0L; ;)
            {
                var rows = await facts.ReadAsync(new FactSql(sql, shared, (long)Most), row => (Source: row.GetString(0), Row: read(row)), cancellationToken);
                foreach (var source in rows.GroupBy(row => row.Source, row => row.Row))
                    await facts.WriteAsync(new FactBatch(NextBatch(), source.Key).Patch<T>([.. source]), cancellationToken);
                patched += rows.Count;
                if (rows.Count < Most)
                    return patched;
            }
        }

        Task RememberAsync(IReadOnlyList<string> of) =>
            facts.WriteAsync(new FactBatch(NextBatch(), Name) { Cursor = JsonSerializer.Serialize(of) }, cancellationToken);

        string NextBatch() => $"{Name}:{run}:{batch++}";
    }

    private static string? TextOrNull(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
}

/// <summary>What a run of <see cref="ServiceAttribution"/> wrote.</summary>
/// <param name="Files">Touched paths that belong to another service than before.</param>
/// <param name="Commits">Commits that do.</param>
/// <param name="Changes">Changes that do.</param>
/// <param name="Ambiguous">Changes, written or not, that touch several services.</param>
public sealed record AttributedServices(long Files, long Commits, long Changes, long Ambiguous)
{
    public bool IsNothing => Files + Commits + Changes == 0;
}

[PatchOf(typeof(FileChangeFact))]
internal sealed record FileService(string Commit, string Path, string Repo, string? Service);

[PatchOf(typeof(CommitFact))]
internal sealed record CommitService(string Repo, string Sha, string? Service);

[PatchOf(typeof(ChangeFact))]
internal sealed record ChangeService(string Repo, string Id, string? Service);
