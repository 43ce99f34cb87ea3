using Duet.Engine.Facts;
using Duet.Engine.Metrics.Answers;
using Duet.Engine.Metrics.Planning;
using Duet.Engine.Metrics.Released;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics;

/// <summary>Answers queries on metrics from a store of facts: page, definition, query, plan, statement, series.</summary>
/// <param name="catalogue">The pages.</param>
/// <param name="store">The facts.</param>
/// <param name="installation">Zone, calendar and floor as they are now; asked for each query.</param>
/// <param name="clock">Says what now is, for periods that are not over and rows that are open.</param>
/// <param name="released">Numbers that are released elsewhere.</param>
public sealed class MetricEngine(
    MetricCatalogue catalogue, IFactStore store, Func<Installation> installation, TimeProvider clock, IReadOnlyList<ISeriesSource>? released = null) : IMetrics
{
    private readonly AnswerCache cache = new();

    public IReadOnlyList<MetricDefinition> Definitions => catalogue.Definitions;

    public long Version => store.Version + (released ?? []).Sum(source => source.Version);

    public IReadOnlyList<PageNote> Notes => catalogue.Notes;

    public MetricDefinition? Find(string key) => catalogue.Find(key);

    public IReadOnlyList<string> DimensionsOf(MetricDefinition definition) =>
        SourceOf(definition)?.DimensionsOf(definition) ?? MetricCatalogue.DimensionsOf(definition);

    public async Task<IReadOnlyList<string>> ValuesOfAsync(
        MetricDefinition definition, string dimension, int limit, CancellationToken cancellationToken, TeamScope? teams = null)
    {
        if (SourceOf(definition) is { } source)
            return await source.ValuesOfAsync(definition, dimension, limit, teams ?? TeamScope.All, cancellationToken);
        if (FactSchema.Find(definition.Fact) is not { } table || table.Dimension(dimension) is not { } known)
            return [];
        if (known.Kind != DimensionKind.Team)
            return await store.ReadAsync(DuckDbDialect.Values(table, known, limit), reader => reader.GetString(0), cancellationToken);
        var tree = await TeamTree.ReadAsync(store, cancellationToken);
        return [.. tree.Within(teams ?? TeamScope.All).Select(team => team.Name).Take(limit)];
    }

    public async Task<bool> HasDataAsync(MetricDefinition definition, CancellationToken cancellationToken) =>
        SourceOf(definition) is { } source ? await source.HasDataAsync(definition, cancellationToken)
        : FactSchema.Find(definition.Fact) is { } table
        && (await store.ReadAsync(DuckDbDialect.HasRows(table), reader => reader.GetBoolean(0), cancellationToken))[0];

    public async Task<SeriesAnswer> SeriesAsync(MetricQuery query, CancellationToken cancellationToken)
    {
        if (catalogue.Find(query.Key) is { IsReleased: true } definition)
            return await ReleasedAsync(definition, query, cancellationToken);
        var (answered, problem) = await AskAsync(query, cancellationToken);
        return answered?.Series ?? new SeriesAnswer(null, problem);
    }

    public async Task<ItemAnswer> ItemsAsync(ItemQuery query, CancellationToken cancellationToken)
    {
        if (catalogue.Find(query.Query.Key) is { IsReleased: true } definition)
            return new ItemAnswer(null, new QueryProblem("rows-not-kept", $"{definition.Key} has no rows to list: nobody's answer is ever shown."));
        var (answered, problem) = await AskAsync(query.Query, cancellationToken);
        problem ??= answered!.Series.Problem;
        return problem is not null ? new ItemAnswer(null, problem) : await new ItemList(answered!, store, installation()).ReadAsync(query, cancellationToken);
    }

    private ISeriesSource? SourceOf(MetricDefinition definition) => released?.FirstOrDefault(source => source.Fact == definition.Fact);

    // Whatever grain was asked for, what was released by wave stays so. Nobody's own: who answered what is not known.
    private async Task<SeriesAnswer> ReleasedAsync(MetricDefinition definition, MetricQuery query, CancellationToken cancellationToken)
    {
        if (query.Period.Length <= TimeSpan.Zero)
            return new SeriesAnswer(null, new QueryProblem("bad-period", "The period ends before it starts."));
        if (query.Self is not null)
            return new SeriesAnswer(null, new QueryProblem("unsupported-self", $"{definition.Key} is about no one, so nothing of it is one person's own."));
        if (SourceOf(definition) is not { } source)
            return new SeriesAnswer(null, new QueryProblem("no-source", $"{definition.Key} waits for a source: nothing releases '{definition.Fact}' here."));
        var dimensions = source.DimensionsOf(definition);
        if (query.By.Concat(query.Where.Select(filter => filter.Dimension)).FirstOrDefault(name => !dimensions.Contains(name)) is { } unknown)
            return new SeriesAnswer(null, new QueryProblem("unknown-dimension", $"{definition.Key} has no dimension '{unknown}'{Nearest.Hint(unknown, dimensions)}"));
        return await source.SeriesAsync(definition, query with { Grain = Grain.Wave }, cancellationToken);
    }

    private async Task<(Answered? Answered, QueryProblem? Problem)> AskAsync(MetricQuery query, CancellationToken cancellationToken)
    {
        if (catalogue.Metric(query.Key) is not { } metric)
            return (null, Unknown(query.Key));
        var key = new AnswerKey(metric, query, store.Version, installation(), clock.GetUtcNow());
        if (cache.Find(key) is { } known)
            return (known, null);
        var (answered, problem) = await Answered.AskAsync(metric, query, store, key.Installation, clock.GetUtcNow(), cancellationToken);
        if (answered is not null)
            cache.Add(key, answered);
        return (answered, problem);
    }

    private QueryProblem Unknown(string key) => new(
        "unknown-metric", $"There is no metric '{key}'{Nearest.Hint(key, catalogue.Definitions.Select(definition => definition.Key))}");
}
