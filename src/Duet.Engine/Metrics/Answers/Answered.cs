using Duet.Engine.Facts;
using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>A query's cells, and which of them are hidden: what series and items are both made of.</summary>
internal sealed class Answered
{
    private readonly HashSet<(int Period, GroupKey Group)> hidden;

    private Answered(SeriesPlan plan, FactSpan span, CellSet cells, Neighbours? neighbours, bool isSplitOfAHiddenWhole, int floor)
    {
        (Plan, Span, Cells, Neighbours) = (plan, span, cells, neighbours);
        hidden = plan.IsNarrow ? Hide(plan, cells.Cells, neighbours, floor) : [];
        IsWholeHidden = isSplitOfAHiddenWhole
            || (plan.IsNarrow && (Suppression.IsSmall(cells.PeopleCounted, floor) || Suppression.IsSmall(cells.PeopleSeen, floor)))
            || (plan.Groups.Count == 0 && HidesWhole(plan, hidden, neighbours));
        Series = new SeriesBuilder(this).Build();
    }

    public SeriesPlan Plan { get; }
    public FactSpan Span { get; }
    public CellSet Cells { get; }

    /// <summary>Cells whose numbers are hidden, totals among them.</summary>
    public IReadOnlySet<(int Period, GroupKey Group)> Hidden => hidden;

    /// <summary>What the filters are held to; null without filters on groups of people.</summary>
    public Neighbours? Neighbours { get; }

    /// <summary>
    /// All that the query counts together is a number that must not be told, because few people stand behind it or behind what it leaves
    /// over: then nothing counts its rows, neither coverage nor exclusions nor the list of rows.
    /// </summary>
    public bool IsWholeHidden { get; }
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
        if (plan.TellsKinds && query.Self is null && await HoldsDisguisedAsync(plan, store, cancellationToken))
            plan = plan.WithNarrowKinds();
        var cells = await new CellReader(plan, installation.Zone).ReadAsync(store, cancellationToken);
        var neighbours = await Neighbours.ReadAsync(plan, installation, store, cancellationToken);
        var isWholeHidden = plan.Groups.Count > 0 && await HidesWholeAsync(plan with { Groups = [] }, store, installation, cancellationToken);
        return (new Answered(plan, span, cells, neighbours, isWholeHidden, installation.Floor), null);
    }

    // People and programs apart are no groups of people, unless a rule calls somebody a program whom their source does not.
    private static async Task<bool> HoldsDisguisedAsync(SeriesPlan plan, IFactStore store, CancellationToken cancellationToken) =>
        (await store.ReadAsync(DuckDbDialect.HoldsDisguised(plan.ByKind()), reader => reader.GetBoolean(0), cancellationToken))[0];

    // Coverage and rows are told over all groups together, so that they are held to what the query without a split would hide.
    private static async Task<bool> HidesWholeAsync(SeriesPlan whole, IFactStore store, Installation installation, CancellationToken cancellationToken)
    {
        if (await Neighbours.ReadAsync(whole, installation, store, cancellationToken) is not { } neighbours)
            return false;
        var crowds = await new CrowdReader(whole, installation.Zone).ReadAsync(store, cancellationToken);
        var cells = crowds.Counted.Select(crowd => new Cell(crowd.Period, default, crowd.N, crowd.People, new Estimate(null))).ToList();
        return HidesWhole(whole, Hide(whole, cells, neighbours, installation.Floor), neighbours);
    }

    private static bool HidesWhole(SeriesPlan whole, HashSet<(int Period, GroupKey Group)> hidden, Neighbours? neighbours) =>
        whole.Parts.Any(period => hidden.Contains((period, default))) || whole.Parts.Any(period => neighbours?.HidesSeen(period, default) == true);

    private static HashSet<(int Period, GroupKey Group)> Hide(SeriesPlan plan, IReadOnlyList<Cell> cells, Neighbours? neighbours, int floor)
    {
        var byCrowd = cells.ToDictionary(
            cell => new Crowd(cell.Period, [cell.Group.First ?? "", cell.Group.Second ?? ""], cell.People, cell.N),
            cell => cell,
            (IEqualityComparer<Crowd>)ReferenceEqualityComparer.Instance);
        var hidden = Suppression.Hidden(
            [.. byCrowd.Keys], floor, also: crowd => neighbours?.Hides(crowd.Period, byCrowd[crowd].Group) == true, overlaps: plan.Overlaps);
        return [.. hidden.Select(crowd => byCrowd[crowd].Key)];
    }
}
