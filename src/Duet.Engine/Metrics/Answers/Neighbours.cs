using Duet.Engine.Facts;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>
/// A filter on a group of people is a cell of a split that somebody else may ask for. So a filtered cell is hidden where
/// the split would hide it: otherwise the one number that the split hides beside a small one could be asked for alone. A team
/// lies in others, whose numbers can be asked for too, so that a split by team is held to the split with all subtotals.
/// </summary>
internal sealed class Neighbours
{
    private readonly SeriesPlan plan;
    private readonly IReadOnlyList<Dimension> split;
    private readonly IReadOnlyList<PlannedFilter> filters;
    private readonly ILookup<string, Crowd> counted;
    private readonly ILookup<string, Crowd> seen;

    private Neighbours(SeriesPlan plan, IReadOnlyList<Dimension> split, IReadOnlyList<PlannedFilter> filters, CrowdTable crowds, int floor)
    {
        (this.plan, this.split, this.filters) = (plan, split, filters);
        var team = split.ToList().FindIndex(IsTeam);
        var nesting = team < 0 ? null : new Nesting(team, plan.Teams);
        (counted, seen) = (HiddenByLine(crowds.Counted), HiddenByLine(crowds.Seen));

        ILookup<string, Crowd> HiddenByLine(IReadOnlyList<Crowd> all) =>
            Suppression.Hidden(all, floor, nesting, overlaps: plan.Overlaps).ToLookup(crowd => Line(crowd.Period, crowd.Values));
    }

    /// <summary>Null where neither a filter narrows the population, nor groups are teams.</summary>
    public static async Task<Neighbours?> ReadAsync(SeriesPlan plan, Installation installation, IFactStore store, CancellationToken cancellationToken)
    {
        var narrow = plan.NarrowFilters.ToList();
        if (!plan.IsNarrow || (narrow.Count == 0 && !plan.Groups.Any(IsTeam)))
            return null;
        var split = plan with
        {
            Groups = [.. plan.Groups, .. narrow.Select(filter => filter.Dimension).Except(plan.Groups)],
            Filters = [.. plan.Filters.Except(narrow)],
        };
        var crowds = await new CrowdReader(split, installation.Zone).ReadAsync(store, cancellationToken);
        return new Neighbours(plan, split.Groups, narrow, crowds, installation.Floor);
    }

    /// <summary>
    /// True where the split hides what the cell is made of, but not all that it hides in the cell's line lies in the cell: then
    /// the rest of the line and this cell would give away what is hidden.
    /// </summary>
    public bool Hides(int period, GroupKey group) => Hides(counted, period, group);

    /// <summary>The same of all rows that are seen, whether they are counted or left out.</summary>
    public bool HidesSeen(int period, GroupKey group) => Hides(seen, period, group);

    private bool Hides(ILookup<string, Crowd> hiddenByLine, int period, GroupKey key)
    {
        string[] group = [key.First ?? "", key.Second ?? ""];
        var hidden = hiddenByLine[Line(period, group)].ToList();
        return hidden.Exists(crowd => Fits(crowd, group, Parts)) && hidden.Exists(crowd => !HoldsSubtotal(crowd) && !Fits(crowd, group, All));
    }

    // Cells that differ only in what is filtered on, or in their team.
    private string Line(int period, IReadOnlyList<string> values) =>
        string.Join('\u001f', plan.Groups.Select((group, i) => IsTeam(group) || filters.Any(filter => filter.Dimension == group) ? "" : values[i]).Prepend($"{period}"));

    private bool Fits(Crowd crowd, string[] group, Func<PlannedFilter, IEnumerable<string>> selected) => split.Index().All(dimension =>
        dimension.Index < plan.Groups.Count
            ? crowd.Values[dimension.Index] == group[dimension.Index]
            : selected(filters.First(filter => filter.Dimension == dimension.Item)).Contains(crowd.Values[dimension.Index]));

    /// <summary>The values that a filtered cell is the sum of: subtotals of teams where they have teams below them.</summary>
    private IEnumerable<string> Parts(PlannedFilter filter) => IsTeam(filter.Dimension)
        ? [.. filter.Teams.Select(plan.Teams.WholeOf), .. filter.Values.Contains(null) ? [GroupKey.None] : Array.Empty<string>()]
        : Texts(filter);

    /// <summary>All values without subtotals that lie in a filtered cell.</summary>
    private IEnumerable<string> All(PlannedFilter filter) =>
        IsTeam(filter.Dimension) ? Texts(filter).Concat(filter.Teams.SelectMany(plan.Teams.SelfAndBelow).Select(team => team.Name)) : Texts(filter);

    private static IEnumerable<string> Texts(PlannedFilter filter) =>
        filter.Values.Select(selected => selected switch { null => GroupKey.None, bool flag => flag ? "true" : "false", var text => (string)text });

    private bool HoldsSubtotal(Crowd crowd) => split.Index().Any(dimension => IsTeam(dimension.Item) && TeamTree.IsSubtotal(crowd.Values[dimension.Index]));

    private static bool IsTeam(Dimension dimension) => dimension.Kind == DimensionKind.Team;
}
