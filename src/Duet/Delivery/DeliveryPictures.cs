using Duet.Access;
using Duet.Engine.Delivery;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;
using Duet.Engine.Time;
using Duet.Metrics;

namespace Duet.Delivery;

/// <summary>Gathers the picture of a repository: its metrics, and what only the facts themselves show.</summary>
internal sealed class DeliveryPictures(
    IMetrics metrics, MetricViews views, Spreads spreads, IFactStore facts, ViewCache cache, Caller caller,
    Func<Installation> installation, TimeProvider time)
{
    public const string LeadTime = "change.lead_time";
    public const string ReleaseInterval = "release.interval";
    public const string Size = "change.size";
    public const string Reverted = "change.reverted_share";
    public const string Hotfixes = "release.hotfix_share";
    public const string BusFactorKey = "ownership.bus_factor";
    public const string ContextSpreadKey = "load.context_spread";
    private const int HotspotsShown = 10;

    /// <summary>The metrics of the page, in the order of its tiles.</summary>
    public static IReadOnlyList<string> Keys { get; } = [LeadTime, ReleaseInterval, Size, Reverted, Hotfixes, BusFactorKey, ContextSpreadKey];

    /// <summary>Names of the repositories that have commits; the one with most of them first.</summary>
    public Task<IReadOnlyList<string>> RepositoriesAsync(CancellationToken cancellationToken) =>
        cache.OrAskAsync(facts.Version, "delivery repositories", () => facts.ReadAsync(
            new FactSql("SELECT repo FROM \"commit\" GROUP BY repo ORDER BY count(*) DESC, repo"), row => row.GetString(0), cancellationToken));

    /// <summary>The selection, moved to where commits are if its span has none.</summary>
    public Task<Selection> WhereDataIsAsync(Selection selection, CancellationToken cancellationToken) =>
        metrics.Find("commit.count") is { } commits
            ? views.WhereDataIsAsync(commits, selection, cancellationToken)
            : Task.FromResult(selection);

    public async Task<RepositoryPicture> OfAsync(string repository, Selection selection, CancellationToken cancellationToken)
    {
        var here = selection with
        {
            Where = [new DimensionFilter("repo", repository), .. selection.Where.Where(filter => filter.Dimension == "team")],
            By = null,
        };
        var wanted = Keys.Select(metrics.Find).OfType<MetricDefinition>()
            .Select(definition => (definition, definition.Key == BusFactorKey ? here with { Grain = Grain.Month, Weeks = 52 } : here)).ToList();
        var shown = await views.OfAsync(wanted, cancellationToken);
        var byKey = shown.ToDictionary(view => view.Definition.Key);
        var span = here.Shown(time.GetUtcNow(), installation().Zone);
        var key = $"delivery {repository} {await caller.TeamsAsync(cancellationToken)} {here.ToApiQuery(time.GetUtcNow(), installation().Zone)}";
        return await cache.OrAskAsync(facts.Version, key, async () => new RepositoryPicture
        {
            Repository = repository,
            Metrics = byKey,
            LeadTimes = byKey.TryGetValue(LeadTime, out var lead) ? await spreads.OfAsync(lead, cancellationToken) : null,
            Releases = await ReleasesAsync(repository, span, cancellationToken),
            Areas = await AreasAsync(repository, cancellationToken),
            Hotspots = await HotspotsAsync(repository, cancellationToken),
            Coupling = await CouplingAsync(repository, cancellationToken),
            History = await HistoryAsync(repository, cancellationToken),
        });
    }

    // Ownership, hotspots and coupling look at a year: a quarter of a slow file says nothing.
    private DateTime YearAgo => time.GetUtcNow().AddDays(-365).UtcDateTime;

    private Task<IReadOnlyList<ReleaseMark>> ReleasesAsync(string repository, Period span, CancellationToken cancellationToken) =>
        facts.ReadAsync(
            new FactSql(
                "SELECT tag, \"at\", kind, prerelease, is_hotfix, changes FROM release WHERE repo = $1 AND \"at\" >= $2 AND \"at\" < $3 ORDER BY \"at\"",
                repository, span.Start.UtcDateTime, span.End.UtcDateTime),
            row => new ReleaseMark(
                row.GetString(0), new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(1), DateTimeKind.Utc)), row.GetString(2),
                row.GetBoolean(3), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetInt32(5)),
            cancellationToken);

    private async Task<AreaPicture> AreasAsync(string repository, CancellationToken cancellationToken)
    {
        var touches = await facts.ReadAsync(
            new FactSql(
                "SELECT area, author, count(*) FROM file_change WHERE repo = $1 AND committed_at >= $2 AND author_kind = 'human' GROUP BY area, author",
                repository, YearAgo),
            row => (row.GetString(0), (long)row.GetInt32(1), row.GetInt64(2)), cancellationToken);
        return AreaPicture.Of(touches, installation().Floor);
    }

    private Task<IReadOnlyList<Hotspot>> HotspotsAsync(string repository, CancellationToken cancellationToken) =>
        facts.ReadAsync(
            new FactSql(
                """
                SELECT path, changes, lines FROM (
                  SELECT path, count(*) AS changes, CAST(sum(coalesce(additions, 0) + coalesce(deletions, 0)) AS BIGINT) AS lines
                  FROM file_change WHERE repo = $1 AND committed_at >= $2 GROUP BY path) AS paths
                WHERE changes > 1 AND lines > 0 ORDER BY changes * lines DESC, path LIMIT $3
                """,
                repository, YearAgo, (long)HotspotsShown),
            row => new Hotspot(row.GetString(0), (int)row.GetInt64(1), row.GetInt64(2), (double)row.GetInt64(1) * row.GetInt64(2)),
            cancellationToken);

    private async Task<CouplingResult> CouplingAsync(string repository, CancellationToken cancellationToken)
    {
        var nobody = new Actor("none", "none", "", ActorKind.Human);
        HistoryCommit? current = null;
        var touches = await facts.ReadAsync(
            new FactSql(
                "SELECT \"commit\", path FROM file_change WHERE repo = $1 AND committed_at >= $2 AND \"commit\" IS NOT NULL ORDER BY \"commit\"",
                repository, YearAgo),
            row => (Commit: row.GetInt64(0), Path: row.GetString(1)), cancellationToken);
        return Coupling.Of(touches.Select((touch, index) =>
        {
            if (index == 0 || touches[index - 1].Commit != touch.Commit)
                current = new HistoryCommit { Node = index, Sha = "", Author = nobody, AuthoredAt = default, CommittedAt = default, Subject = "" };
            return new Touch(current!, touch.Path);
        }));
    }

    private async Task<HistoryReading> HistoryAsync(string repository, CancellationToken cancellationToken)
    {
        var methods = await facts.ReadAsync(
            new FactSql("SELECT method, count(*), avg(confidence) FROM change WHERE repo = $1 AND merged_at IS NOT NULL GROUP BY method ORDER BY 2 DESC, 1", repository),
            row => (Method: row.GetString(0), Changes: row.GetInt64(1), Confidence: row.GetDouble(2)), cancellationToken);
        var commits = await facts.ReadAsync(
            new FactSql(
                """
                SELECT count(*), count(change), count(*) FILTER (WHERE NOT is_merge), count(additions) FILTER (WHERE NOT is_merge)
                FROM "commit" WHERE repo = $1
                """, repository),
            row => (All: row.GetInt64(0), InChanges: row.GetInt64(1), Countable: row.GetInt64(2), Counted: row.GetInt64(3)), cancellationToken);
        var all = methods.Sum(method => method.Changes);
        return new HistoryReading(
            [.. methods.Select(method => (method.Method, method.Changes))],
            all == 0 ? null : methods.Sum(method => method.Changes * method.Confidence) / all,
            commits[0].All, commits[0].InChanges, commits[0].Countable, commits[0].Counted);
    }
}
