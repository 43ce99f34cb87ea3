using Duet.Engine.Facts;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>A query's cells, and which of them are hidden: what series and items are both made of.</summary>
internal sealed class Answered
{
    private readonly HashSet<(int Period, GroupKey Group)> hidden;

    private Answered(SeriesPlan plan, FactSpan span, CellSet cells, Neighbours? neighbours, int floor)
    {
        (Plan, Span, Cells) = (plan, span, cells);
        hidden = plan.IsNarrow ? Hide(cells.Cells, neighbours, floor) : [];
        IsAllHidden = plan.IsNarrow && (Suppression.IsSmall(cells.PeopleCounted, floor) || Suppression.IsSmall(cells.PeopleSeen, floor));
        Series = new SeriesBuilder(this).Build();
    }

    public SeriesPlan Plan { get; }
    public FactSpan Span { get; }
    public CellSet Cells { get; }

    /// <summary>Cells whose numbers are hidden, totals among them.</summary>
    public IReadOnlySet<(int Period, GroupKey Group)> Hidden => hidden;

    /// <summary>Too few people stand behind the whole query: then not even its rows are counted.</summary>
    public bool IsAllHidden { get; }
    public SeriesAnswer Series { get; }

    /// <summary>The way of one query: plan it, run it, decide what is hidden.</summary>
    public static async Task<(Answered? Answered, QueryProblem? Problem)> AskAsync(
        Metric metric, MetricQuery query, IFactStore store, Installation installation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var span = (await store.ReadAsync(DuckDbDialect.Span(metric, query.Calendar == CalendarKind.Working), FactSpan.Read, cancellationToken))[0];
        var teams = QueryPlanner.NeedsTeams(query) ? await TeamTree.ReadAsync(store, cancellationToken) : TeamTree.None;
        var (plan, problem) = new QueryPlanner(metric, installation, teams, now).Plan(query, span.OldestOfAny);
        if (plan is null)
            return (null, problem);
        var cells = await new CellReader(plan, installation.Zone).ReadAsync(store, cancellationToken);
        var neighbours = await Neighbours.ReadAsync(plan, installation.Floor, store, cancellationToken);
        return (new Answered(plan, span, cells, neighbours, installation.Floor), null);
    }

    private static HashSet<(int Period, GroupKey Group)> Hide(IReadOnlyList<Cell> cells, Neighbours? neighbours, int floor)
    {
        if (cells.Count == 0)
            return [];
        var byCrowd = cells.ToDictionary(
            cell => new Crowd(cell.Period, [cell.Group.First ?? "", cell.Group.Second ?? ""], cell.People, cell.N),
            cell => cell,
            (IEqualityComparer<Crowd>)ReferenceEqualityComparer.Instance);
        return [.. Suppression.Hidden([.. byCrowd.Keys], floor, also: crowd => neighbours?.Hides(byCrowd[crowd]) == true).Select(crowd => byCrowd[crowd].Key)];
    }
}
