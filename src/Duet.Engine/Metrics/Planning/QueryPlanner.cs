using Duet.Engine.Facts;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Planning;

/// <summary>Checks a query against its metric and makes it ready.</summary>
internal sealed class QueryPlanner(Metric metric, Installation installation, DateTimeOffset now)
{
    public const int MostPoints = 2_000;
    private const int MostFilters = 100;

    /// <summary>The plan, or why the query cannot be answered.</summary>
    /// <param name="query">A query on the metric.</param>
    /// <param name="oldest">The oldest time in the fact; null for an empty fact.</param>
    public (SeriesPlan? Plan, QueryProblem? Problem) Plan(MetricQuery query, DateTimeOffset? oldest)
    {
        if (CheckPeriod(query) is { } badPeriod)
            return (null, badPeriod);
        if (metric.Calculator?.Refuses(query.Grain) is { } refusal)
            return (null, new QueryProblem("unsupported-grain", $"{metric.Definition.Key} has no series by {query.Grain.ToString().ToLowerInvariant()}: {refusal}"));
        if (query.Calendar == CalendarKind.Working && metric.MeasureType != Language.ExpressionType.Duration && metric.PerType != Language.ExpressionType.Duration)
            return (null, new QueryProblem("unsupported-calendar", $"{metric.Definition.Key} measures no duration, so there is no working time in it"));
        var (groups, badGroup) = Groups(query);
        if (badGroup is not null)
            return (null, badGroup);
        var (filters, badFilter) = Filters(query);
        if (badFilter is not null)
            return (null, badFilter);

        var periods = Grains.Split(query.Period, query.Grain, installation.Zone);
        return (new SeriesPlan
        {
            Metric = metric,
            Query = query,
            Periods = periods,
            Boundaries = metric.Calculator?.Boundaries(periods, installation.Zone) ?? [.. periods.Select(period => period.Start), periods[^1].End],
            Groups = groups,
            Filters = filters,
            IsNarrow = metric.Table.Subject is not null
                && (metric.SinglesOut || groups.Concat(filters.Select(filter => filter.Column)).Any(metric.Table.Narrows)),
            Working = query.Calendar == CalendarKind.Working ? WorkingDays.Of(installation.Working, Earlier(oldest, periods[0].Start), Later(now, periods[^1].End)) : null,
            Now = now,
            Reasons = new Reasons(metric),
        }, null);
    }

    private QueryProblem? CheckPeriod(MetricQuery query)
    {
        if (query.Period.Length <= TimeSpan.Zero)
            return new QueryProblem("bad-period", "The period is empty: its end must lie behind its start.");
        if (query.Period.Start.Year < 1970 || query.Period.End.Year > 2200)
            return new QueryProblem("bad-period", "The period must lie between 1970 and 2200.");
        // A first bound by the shortest period of the grain, before any calendar is built.
        var shortest = query.Grain switch { Grain.Day => 0.9, Grain.Week => 6.9, Grain.Month => 27.9, _ => 89.9 };
        return query.Period.Length.TotalDays / shortest > MostPoints + 100
            || Grains.Split(query.Period, query.Grain, installation.Zone).Count > MostPoints
            ? TooMany()
            : null;
    }

    public static QueryProblem TooMany() => new(
        "too-many-points", $"More than {MostPoints} points: choose a coarser grain, a shorter period or fewer groups.");

    private (IReadOnlyList<FactColumn> Groups, QueryProblem? Problem) Groups(MetricQuery query)
    {
        if (query.By.Count > 2)
            return ([], new QueryProblem("too-many-dimensions", "A series is split by at most two dimensions."));
        List<FactColumn> groups = [];
        foreach (var name in query.By)
        {
            if (Dimension(name) is not { } column)
                return ([], Unknown(name));
            if (groups.Contains(column))
                return ([], new QueryProblem("too-many-dimensions", $"'{name}' is named twice."));
            groups.Add(column);
        }
        return (groups, null);
    }

    private (IReadOnlyList<PlannedFilter> Filters, QueryProblem? Problem) Filters(MetricQuery query)
    {
        if (query.Where.Count > MostFilters)
            return ([], new QueryProblem("too-many-filters", $"At most {MostFilters} filters."));
        List<PlannedFilter> filters = [];
        foreach (var byDimension in query.Where.GroupBy(filter => filter.Dimension))
        {
            if (Dimension(byDimension.Key) is not { } column)
                return ([], Unknown(byDimension.Key));
            List<object?> values = [];
            foreach (var value in byDimension.Select(filter => filter.Value).Distinct())
            {
                if (WordsOf(column) is { } words && value != GroupKey.None && !words.Contains(value))
                    return ([], new QueryProblem("unknown-value", $"'{column.Name}' is never '{value}'{Nearest.Hint(value, words)}"));
                values.Add(value == GroupKey.None ? null : column.Type == ColumnType.Flag ? value == "true" : value);
            }
            filters.Add(new PlannedFilter(column, values));
        }
        return (filters, null);
    }

    private FactColumn? Dimension(string name) => metric.Table.Find(name) is { IsDimension: true } column ? column : null;

    private QueryProblem Unknown(string name) => new(
        "unknown-dimension",
        $"{metric.Definition.Key} has no dimension '{name}'{Nearest.Hint(name, metric.Table.Dimensions().Select(column => column.Name))}");

    private static IReadOnlyList<string>? WordsOf(FactColumn column) =>
        column.Type == ColumnType.Flag ? ["true", "false"] : column.EnumValues;

    private static DateTimeOffset Earlier(DateTimeOffset? a, DateTimeOffset b) => a < b ? a.Value : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
