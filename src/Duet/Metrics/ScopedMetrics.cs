using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Metrics;

namespace Duet.Metrics;

/// <summary>The metrics as the caller may see them: every question carries the teams that may be named in its answer.</summary>
internal sealed class ScopedMetrics(MetricEngine engine, Caller caller) : IMetrics
{
    public long Version => engine.Version;
    public IReadOnlyList<MetricDefinition> Definitions => engine.Definitions;
    public IReadOnlyList<PageNote> Notes => engine.Notes;

    public MetricDefinition? Find(string key) => engine.Find(key);

    public IReadOnlyList<string> DimensionsOf(MetricDefinition definition) => engine.DimensionsOf(definition);

    public async Task<IReadOnlyList<string>> ValuesOfAsync(
        MetricDefinition definition, string dimension, int limit, CancellationToken cancellationToken, TeamScope? teams = null) =>
        MaySee(definition) ? await engine.ValuesOfAsync(definition, dimension, limit, cancellationToken, teams ?? await caller.TeamsAsync(cancellationToken)) : [];

    public async Task<bool> HasDataAsync(MetricDefinition definition, CancellationToken cancellationToken) =>
        MaySee(definition) && await engine.HasDataAsync(definition, cancellationToken);

    public async Task<SeriesAnswer> SeriesAsync(MetricQuery query, CancellationToken cancellationToken) =>
        Find(query.Key) is { } definition && !MaySee(definition)
            ? new SeriesAnswer(null, new QueryProblem("no-source", $"{query.Key} waits: what surveys say is not for this role."))
            : await engine.SeriesAsync(await WithinAsync(query, cancellationToken), cancellationToken);

    public async Task<ItemAnswer> ItemsAsync(ItemQuery query, CancellationToken cancellationToken) =>
        await engine.ItemsAsync(query with { Query = await WithinAsync(query.Query, cancellationToken) }, cancellationToken);

    private bool MaySee(MetricDefinition definition) => !definition.IsReleased || caller.Can(Permission.SurveyResults);

    // A question about oneself is bound to the caller, whoever put it.
    private async Task<MetricQuery> WithinAsync(MetricQuery query, CancellationToken cancellationToken) => query with
    {
        Teams = await caller.TeamsAsync(cancellationToken),
        Self = query.Self is null ? null : Own,
    };

    private int Own => caller.PersonId is { } person && caller.Can(Permission.OwnDataRead)
        ? PersonNumber.Of(person)
        : throw new DeniedException(Permission.OwnDataRead);
}
