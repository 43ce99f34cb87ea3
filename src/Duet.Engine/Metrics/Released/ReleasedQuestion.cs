using Duet.Engine.Surveys;

namespace Duet.Engine.Metrics.Released;

/// <summary>What a query asks of a released metric.</summary>
/// <param name="Form">Null for the share of those asked who answered.</param>
/// <param name="Item">An item's key, or a score such as <c>@sus</c>; null where the query splits by item, and for the share who answered.</param>
/// <param name="Instrument">Whose item; null where any instrument may ask it.</param>
/// <param name="Cell">Filters besides the item, in the query's order; empty for the whole.</param>
public sealed record ReleasedQuestion(ReleaseForm? Form, string? Item, string? Instrument, IReadOnlyList<DimensionFilter> Cell)
{
    /// <summary>
    /// Reads it off the page and the query: the item is the query's <c>where=item:...</c>, else the page's <c>measure</c>. Without
    /// either the problem is <c>needs-item</c>; with two items, or two values of one dimension, <c>not-in-catalogue</c>.
    /// </summary>
    public static (ReleasedQuestion? Question, QueryProblem? Problem) Of(MetricDefinition definition, MetricQuery query)
    {
        var form = ReleasedFact.Find(definition.Fact)?.Aggregate(definition.Aggregate)?.Form;
        var items = query.Where.Where(filter => filter.Dimension == ReleasedFact.Item).Select(filter => filter.Value).Distinct().ToList();
        List<DimensionFilter> cell = [.. query.Where.Where(filter => filter.Dimension != ReleasedFact.Item).Distinct()];
        if (items.Count > 1 || cell.GroupBy(filter => filter.Dimension).Any(dimension => dimension.Count() > 1))
            return (null, NotInCatalogue("Released numbers are of one group and one question each: name one value of a dimension."));
        if (form is null)
            return items.Count > 0 || query.By.Contains(ReleasedFact.Item)
                ? (null, NotInCatalogue($"{definition.Key} is about sheets, not about items."))
                : (new ReleasedQuestion(null, null, null, cell), null);
        if (query.By.Contains(ReleasedFact.Item))
            return (new ReleasedQuestion(form, Split(items.FirstOrDefault()).Item, Split(items.FirstOrDefault()).Instrument, cell), null);
        return Split(items.FirstOrDefault() ?? definition.Measure) is (var instrument, { } item)
            ? (new ReleasedQuestion(form, item, instrument, cell), null)
            : (null, new QueryProblem("needs-item", $"{definition.Key} is asked for one item: add where=item:KEY, or split by item."));
    }

    /// <summary>Items are named by their keys alone, or as <c>team_load/@mean</c> where several instruments use the key.</summary>
    public static (string? Instrument, string? Item) Split(string? item) =>
        item?.Split('/', 2) is [var instrument, var key] ? (instrument, key) : (null, item);

    /// <summary>The answer to whatever was not released.</summary>
    public static QueryProblem NotInCatalogue(string message) => new("not-in-catalogue", message);
}
