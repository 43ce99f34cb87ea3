using System.Data.Common;
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
    private readonly ILookup<string, Crowd> hiddenByLine;

    private Neighbours(SeriesPlan plan, IReadOnlyList<Dimension> split, IReadOnlyList<PlannedFilter> filters, IReadOnlyList<Crowd> crowds, int floor)
    {
        (this.plan, this.split, this.filters) = (plan, split, filters);
        var team = split.ToList().FindIndex(IsTeam);
        hiddenByLine = (crowds.Count == 0 ? [] : Suppression.Hidden(crowds, floor, team < 0 ? null : new Nesting(team, plan.Teams)))
            .ToLookup(crowd => Line(crowd.Period, crowd.Values));
    }

    /// <summary>Null where neither a filter narrows the population, nor groups are teams.</summary>
    public static async Task<Neighbours?> ReadAsync(SeriesPlan plan, int floor, IFactStore store, CancellationToken cancellationToken)
    {
        var narrow = plan.Filters.Where(filter => filter.Dimension.Narrows).ToList();
        if (!plan.IsNarrow || plan.Metric.Calculator is not null || (narrow.Count == 0 && !plan.Groups.Any(IsTeam)))
            return null;
        var split = plan with
        {
            Groups = [.. plan.Groups, .. narrow.Select(filter => filter.Dimension).Except(plan.Groups)],
            Filters = [.. plan.Filters.Except(narrow)],
        };
        var crowds = await store.ReadAsync(DuckDbDialect.Crowds(split), reader => Read(reader, split.Groups.Count), cancellationToken);
        return new Neighbours(plan, split.Groups, narrow, crowds, floor);
    }

    /// <summary>
    /// True where the split hides what the cell is made of, but not all that it hides in the cell's line lies in the cell: then
    /// the rest of the line and this cell would give away what is hidden.
    /// </summary>
    public bool Hides(Cell cell)
    {
        string[] group = [cell.Group.First ?? "", cell.Group.Second ?? ""];
        var hidden = hiddenByLine[Line(cell.Period, group)].ToList();
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

    private static Crowd Read(DbDataReader reader, int dimensions) => new(
        reader.IsDBNull(0) ? Cell.Total : reader.GetInt32(0),
        [.. Enumerable.Range(3, dimensions).Select(reader.GetString)],
        reader.GetInt64(1),
        reader.GetInt64(2));
}
