using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Engine.Facts;
using Duet.Initiatives.Records;

namespace Duet.Initiatives;

/// <summary>Looks linked work up in the facts: what it is called, when it was begun, and since when it is there for users.</summary>
internal sealed class WorkFacts(IFactStore facts)
{
    /// <summary>A service is deployed again and again: a deployment of it says little about one piece of work.</summary>
    public const double SureOfService = 0.5;
    public const double SureOfRepository = 0.4;
    public const double SureOfTitle = 0.8;

    // Lists travel as one text: keys joined by a sign that none of them has.
    private const char Between = '\u001e';
    private const char Within = '\u001f';

    private const string Changes = """
        WITH wanted AS (SELECT unnest(string_split($1, chr(30))) AS pair)
        SELECT c.repo, c.key, c.number, c.title, coalesce(c.first_commit_at, c.opened_at), c.merged_at, c.closed_at, c.deployed_at, c.released_at, c.release,
          (SELECT min(d.key) FROM deployment d WHERE d.environment = 'production' AND d.finished_at = c.deployed_at
            AND (d.repo = c.repo OR d.service = c.service OR d.service IN (SELECT r.service FROM repo_service r WHERE r.repo = c.repo)))
        FROM change c
        WHERE c.repo || chr(31) || c.key IN (SELECT pair FROM wanted) OR c.repo || chr(31) || CAST(c.number AS VARCHAR) IN (SELECT pair FROM wanted)
        """;

    private const string Deployments = """
        SELECT d.service, d.key, d.finished_at, d.finished_at FROM deployment d
        WHERE d.environment = 'production' AND d.outcome = 'success' AND NOT d.is_rollback AND d.finished_at IS NOT NULL
          AND d.service IN (SELECT unnest(string_split($1, chr(30)))) AND ($2 IS NULL OR d.finished_at >= $2)
        """;

    private const string Releases = """
        SELECT repo, tag, "at" FROM release WHERE repo || chr(31) || tag IN (SELECT unnest(string_split($1, chr(30))))
        """;

    private const string OfRepositories = """
        SELECT repo, key, coalesce(deployed_at, released_at), merged_at FROM change
        WHERE repo IN (SELECT unnest(string_split($1, chr(30)))) AND coalesce(deployed_at, released_at) IS NOT NULL
          AND ($2 IS NULL OR (merged_at >= $2 AND coalesce(deployed_at, released_at) >= $2))
        """;

    /// <summary>What the facts know, one for each link, in their order.</summary>
    /// <param name="since">Deployments of services and repositories count from here, the first of them; null for the newest.</param>
    public async Task<IReadOnlyList<WorkSeen>> SeenAsync(IReadOnlyList<WorkLink> links, DateTimeOffset? since, CancellationToken cancellationToken) =>
        (await HistoryAsync(links, since, cancellationToken)).Seen(since);

    /// <summary>The same for many times at once.</summary>
    /// <param name="oldest">Deployments of services and repositories before it are not asked for; null for all.</param>
    public async Task<WorkHistory> HistoryAsync(IReadOnlyList<WorkLink> links, DateTimeOffset? oldest, CancellationToken cancellationToken)
    {
        var changes = await ChangesAsync(links, cancellationToken);
        var services = await TimesAsync(Deployments, links, WorkTarget.Service, link => link.Key, oldest, cancellationToken);
        var repositories = await TimesAsync(OfRepositories, links, WorkTarget.Repo, link => link.Repo, oldest, cancellationToken);
        var releases = await ReleasesAsync(links, cancellationToken);
        return new WorkHistory(since => [.. links.Select(link => link.Target switch
        {
            WorkTarget.Change => changes.FirstOrDefault(change => change.Is(link))?.Seen(link) ?? Unknown(link, $"{link.Repo} {link.Key}"),
            WorkTarget.Service => Deployed(link, link.Key, services[link.Key], since, "service", SureOfService),
            WorkTarget.Repo => Deployed(link, link.Repo, repositories[link.Repo], since, "repository", SureOfRepository),
            WorkTarget.Release => releases.TryGetValue((link.Repo, link.Key), out var at)
                ? new WorkSeen(link, $"{link.Repo} {link.Key}", true, false, false, null, at, $"{link.Repo} {link.Key}", "release", link.Confidence)
                : Unknown(link, $"{link.Repo} {link.Key}"),
            _ => Unknown(link, link.Key),
        })]);
    }

    /// <summary>The changes whose titles name one of the codes, each with the code as it was given.</summary>
    public async Task<IReadOnlyList<(string Code, string Repo, string Key, string? Number)>> NamingAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        if (codes.Count == 0)
            return [];
        var known = codes.ToDictionary(code => code.ToUpperInvariant());
        var any = $"(?i)(?:^|[^A-Za-z0-9_-])({string.Join('|', codes.Select(Regex.Escape))})(?:$|[^A-Za-z0-9_-])";
        return await facts.ReadAsync(
            new FactSql("SELECT regexp_extract(title, $1, 1), repo, key, CAST(number AS VARCHAR) FROM change WHERE regexp_matches(title, $1)", any),
            row => (known[row.GetString(0).ToUpperInvariant()], row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)), cancellationToken);
    }

    private async Task<IReadOnlyList<KnownChange>> ChangesAsync(IReadOnlyList<WorkLink> links, CancellationToken cancellationToken)
    {
        var pairs = links.Where(link => link.Target is WorkTarget.Change).Select(link => $"{link.Repo}{Within}{link.Key.TrimStart('#')}").Distinct().ToList();
        return pairs.Count == 0 ? [] : await facts.ReadAsync(new FactSql(Changes, string.Join(Between, pairs)), KnownChange.Read, cancellationToken);
    }

    private async Task<ILookup<string, Shipment>> TimesAsync(
        string sql, IReadOnlyList<WorkLink> links, WorkTarget target, Func<WorkLink, string> key, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var keys = links.Where(link => link.Target == target).Select(key).Distinct().ToList();
        var rows = keys.Count == 0 ? [] : await facts.ReadAsync(
            new FactSql(sql, string.Join(Between, keys), since?.UtcDateTime), row => (Key: row.GetString(0), new Shipment(row.GetString(1), TimeOf(row, 2)!.Value, TimeOf(row, 3))),
            cancellationToken);
        return rows.OrderBy(row => row.Item2.At).ToLookup(row => row.Key, row => row.Item2);
    }

    private async Task<Dictionary<(string Repo, string Tag), DateTimeOffset>> ReleasesAsync(IReadOnlyList<WorkLink> links, CancellationToken cancellationToken)
    {
        var pairs = links.Where(link => link.Target is WorkTarget.Release).Select(link => $"{link.Repo}{Within}{link.Key}").Distinct().ToList();
        var rows = pairs.Count == 0 ? [] : await facts.ReadAsync(
            new FactSql(Releases, string.Join(Between, pairs)), row => (Key: (row.GetString(0), row.GetString(1)), At: TimeOf(row, 2)!.Value), cancellationToken);
        return rows.GroupBy(row => row.Key).ToDictionary(group => group.Key, group => group.Min(row => row.At));
    }

    private static WorkSeen Deployed(WorkLink link, string title, IEnumerable<Shipment> inOrder, DateTimeOffset? since, string method, double confidence) =>
        (since is null ? inOrder.LastOrDefault() : inOrder.FirstOrDefault(one => one.At >= since && one.MergedAt >= since)) is { } shipped
            ? new WorkSeen(link, title, true, false, false, null, shipped.At, shipped.Proof, method, Math.Min(confidence, link.Confidence))
            : Unknown(link, title);

    private static WorkSeen Unknown(WorkLink link, string title) => new(link, title, false, false, false, null, null, null, null, 0);

    private static DateTimeOffset? TimeOf(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? null : new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(ordinal), DateTimeKind.Utc));

    /// <param name="MergedAt">What was merged before somebody asked is no answer, whenever it ships.</param>
    private sealed record Shipment(string Proof, DateTimeOffset At, DateTimeOffset? MergedAt);

    private sealed record KnownChange(
        string Repo, string Key, string? Number, string Title, DateTimeOffset? StartedAt, DateTimeOffset? MergedAt, DateTimeOffset? ClosedAt,
        DateTimeOffset? DeployedAt, DateTimeOffset? ReleasedAt, string? Release, string? Deployment)
    {
        public static KnownChange Read(DbDataReader row) => new(
            row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt32(2).ToString(CultureInfo.InvariantCulture), row.GetString(3),
            TimeOf(row, 4), TimeOf(row, 5), TimeOf(row, 6), TimeOf(row, 7), TimeOf(row, 8), row.IsDBNull(9) ? null : row.GetString(9),
            row.IsDBNull(10) ? null : row.GetString(10));

        public bool Is(WorkLink link) => link.Repo == Repo && link.Key.TrimStart('#') is var key && (key == Key || key == Number);

        // Being deployed is the better proof: a tag may lie about for weeks before anybody has it.
        public WorkSeen Seen(WorkLink link) => new(
            link, Number is null ? Title : $"#{Number} {Title}", true, MergedAt is null && ClosedAt is null, MergedAt is null && ClosedAt is not null, StartedAt ?? MergedAt, DeployedAt ?? ReleasedAt,
            DeployedAt is not null ? Deployment ?? $"{Repo} {Key}" : Release is null ? null : $"{Repo} {Release}",
            DeployedAt is not null ? "deployment" : ReleasedAt is not null ? "release" : null, link.Confidence);
    }
}

/// <summary>What the facts know of linked work, for whatever time it is asked for.</summary>
internal sealed class WorkHistory(Func<DateTimeOffset?, IReadOnlyList<WorkSeen>> seen)
{
    /// <param name="since">Deployments of services and repositories count from here, the first of them; null for the newest.</param>
    public IReadOnlyList<WorkSeen> Seen(DateTimeOffset? since) => seen(since);
}
