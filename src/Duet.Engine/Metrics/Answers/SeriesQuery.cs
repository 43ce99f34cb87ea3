using Duet.Engine.Facts;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>The way of one query: plan it, run it, build the answer.</summary>
internal static class SeriesQuery
{
    public static async Task<SeriesAnswer> AnswerAsync(
        Metric metric, MetricQuery query, IFactStore store, Installation installation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var span = (await store.ReadAsync(DuckDbDialect.Span(metric), FactSpan.Read, cancellationToken))[0];
        var (plan, problem) = new QueryPlanner(metric, installation, now).Plan(query, span.OldestOfAny);
        if (plan is null)
            return new SeriesAnswer(null, problem);
        var cells = await new CellReader(plan, installation.Zone).ReadAsync(store, cancellationToken);
        return new SeriesBuilder(plan, cells, installation.Floor).Build(span.Oldest, span.Newest);
    }
}
