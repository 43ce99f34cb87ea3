using System.Data.Common;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Planning;

namespace Duet.Engine.Metrics.Answers;

/// <summary>
/// A filter on a group of people is a cell of a split that somebody else may ask for. So a filtered cell is hidden where
/// the split would hide it: otherwise the one number that the split hides beside a small one could be asked for alone.
/// </summary>
internal sealed class Neighbours
{
    private readonly SeriesPlan plan;
    private readonly IReadOnlyList<PlannedFilter> filters;
    private readonly ILookup<string, Crowd> hiddenByLine;

    private Neighbours(SeriesPlan plan, IReadOnlyList<PlannedFilter> filters, IReadOnlyList<Crowd> crowds, int floor)
    {
        (this.plan, this.filters) = (plan, filters);
        hiddenByLine = (crowds.Count == 0 ? [] : Suppression.Hidden(crowds, floor))
            .ToLookup(crowd => Line(crowd.Period, crowd.Values));
    }

    /// <summary>Null where no filter narrows the population.</summary>
    public static async Task<Neighbours?> ReadAsync(SeriesPlan plan, int floor, IFactStore store, CancellationToken cancellationToken)
    {
        var narrow = plan.Filters.Where(filter => plan.Metric.Table.Narrows(filter.Column)).ToList();
        if (!plan.IsNarrow || narrow.Count == 0 || plan.Metric.Calculator is not null)
            return null;
        var split = plan with
        {
            Groups = [.. plan.Groups, .. narrow.Select(filter => filter.Column).Except(plan.Groups)],
            Filters = [.. plan.Filters.Except(narrow)],
        };
        var crowds = await store.ReadAsync(DuckDbDialect.Crowds(split), reader => Read(reader, split.Groups.Count), cancellationToken);
        return new Neighbours(plan, narrow, crowds, floor);
    }

    /// <summary>
    /// True where the split hides a part of the cell, but not all that it hides in the cell's line: then the rest of the
    /// line and this cell would give away what is hidden.
    /// </summary>
    public bool Hides(Cell cell)
    {
        var hidden = hiddenByLine[Line(cell.Period, [cell.Group.First ?? "", cell.Group.Second ?? ""])].ToList();
        var inside = hidden.Count(crowd => IsInside(crowd, cell));
        return inside > 0 && inside < hidden.Count;
    }

    // Cells that differ only in what is filtered on.
    private string Line(int period, IReadOnlyList<string> values) =>
        string.Join('\u001f', plan.Groups.Select((group, i) => IsFiltered(group) ? "" : values[i]).Prepend($"{period}"));

    private bool IsFiltered(FactColumn column) => filters.Any(filter => filter.Column == column);

    private bool IsInside(Crowd crowd, Cell cell)
    {
        string?[] group = [cell.Group.First, cell.Group.Second];
        var columns = plan.Groups.Concat(filters.Select(filter => filter.Column).Except(plan.Groups)).ToList();
        return columns.Select((column, i) => i < plan.Groups.Count ? crowd.Values[i] == group[i] : Selects(column, crowd.Values[i])).All(inside => inside);
    }

    private bool Selects(FactColumn column, string value) => filters.First(filter => filter.Column == column).Values
        .Any(selected => value == (selected switch { null => GroupKey.None, bool flag => flag ? "true" : "false", var text => (string)text }));

    private static Crowd Read(DbDataReader reader, int dimensions) => new(
        reader.IsDBNull(0) ? Cell.Total : reader.GetInt32(0),
        [.. Enumerable.Range(3, dimensions).Select(reader.GetString)],
        reader.GetInt64(1),
        reader.GetInt64(2));
}
