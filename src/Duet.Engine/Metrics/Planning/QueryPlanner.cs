using Duet.Engine.Facts;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Planning;

/// <summary>Checks a query against its metric and makes it ready.</summary>
/// <param name="teams">As the store knows them; none where the query neither names teams nor asks for working time.</param>
internal sealed class QueryPlanner(Metric metric, Installation installation, TeamTree teams, DateTimeOffset now)
{
    public const int MostPoints = 2_000;
    private const int MostFilters = 100;
    private const string Team = "team";

    /// <summary>True where the plan needs to know the teams.</summary>
    public static bool NeedsTeams(MetricQuery query) =>
        query.Calendar == CalendarKind.Working || query.By.Contains(Team) || query.Where.Any(filter => filter.Dimension == Team);

    /// <summary>The plan, or why the query cannot be answered.</summary>
    /// <param name="query">A query on the metric.</param>
    /// <param name="oldest">The oldest time in the fact; null for an empty fact.</param>
    public (SeriesPlan? Plan, QueryProblem? Problem) Plan(MetricQuery query, DateTimeOffset? oldest)
    {
        if (query.Grain == Grain.Wave)
            return (null, new QueryProblem("unsupported-grain", $"{metric.Definition.Key} is not asked in waves: ask by day, week, month or quarter."));
        if (CheckPeriod(query) is { } badPeriod)
            return (null, badPeriod);
        if (metric.Calculator?.Refuses(query.Grain) is { } refusal)
            return (null, new QueryProblem("unsupported-grain", $"{metric.Definition.Key} has no series by {query.Grain.ToString().ToLowerInvariant()}: {refusal}"));
        if (query.Calendar == CalendarKind.Working && metric.MeasureType != Language.ExpressionType.Duration && metric.PerType != Language.ExpressionType.Duration)
            return (null, new QueryProblem("unsupported-calendar", $"{metric.Definition.Key} measures no duration, so there is no working time in it"));
        var (groups, badGroup) = Groups(query);
        if (badGroup is not null)
            return (null, badGroup);
        var (filters, badFilter) = Filters(query, groups);
        if (badFilter is not null)
            return (null, badFilter);
        if (query.Self is not null && metric.Table.Subject is null)
            return (null, new QueryProblem("unsupported-self", $"{metric.Definition.Key} is about no one, so no rows of it are one person's own."));

        var periods = Grains.Split(query.Period, query.Grain, installation.Zone);
        return (new SeriesPlan
        {
            Metric = metric,
            Query = query,
            Periods = periods,
            Boundaries = metric.Calculator?.Boundaries(periods, installation.Zone) ?? [.. periods.Select(period => period.Start), periods[^1].End],
            Groups = groups,
            Filters = filters,
            IsNarrow = metric.Table.Subject is not null && query.Self is null
                && (metric.SinglesOut || groups.Concat(filters.Select(filter => filter.Dimension)).Any(dimension => dimension.Narrows)),
            Working = query.Calendar == CalendarKind.Working
                ? WorkingTime.Of(installation.Working, HasTeams ? teams : TeamTree.None, Earlier(oldest, periods[0].Start), Later(now, periods[^1].End))
                : null,
            Teams = teams,
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

    private bool HasTeams => Dimension(Team) is not null;

    private (IReadOnlyList<Dimension> Groups, QueryProblem? Problem) Groups(MetricQuery query)
    {
        if (query.By.Count > 2)
            return ([], new QueryProblem("too-many-dimensions", "A series is split by at most two dimensions."));
        List<Dimension> groups = [];
        foreach (var name in query.By)
        {
            if (Dimension(name) is not { } dimension)
                return ([], Unknown(name));
            if (groups.Contains(dimension))
                return ([], new QueryProblem("too-many-dimensions", $"'{name}' is named twice."));
            groups.Add(dimension);
        }
        return (groups, null);
    }

    private (IReadOnlyList<PlannedFilter> Filters, QueryProblem? Problem) Filters(MetricQuery query, IReadOnlyList<Dimension> groups)
    {
        if (query.Where.Count > MostFilters)
            return ([], new QueryProblem("too-many-filters", $"At most {MostFilters} filters."));
        List<PlannedFilter> filters = [];
        foreach (var byDimension in query.Where.GroupBy(filter => filter.Dimension))
        {
            if (Dimension(byDimension.Key) is not { } dimension)
                return ([], Unknown(byDimension.Key));
            var (filter, problem) = Filter(dimension, [.. byDimension.Select(filter => filter.Value).Distinct()], query.Teams);
            if (filter is null)
                return ([], problem);
            filters.Add(filter);
        }
        // Whoever sees some teams only may split by these only, as if they had named them.
        if (!query.Teams.IsAll && groups.FirstOrDefault(group => group.Kind == DimensionKind.Team) is { } team && !filters.Exists(filter => filter.Dimension == team))
            filters.Add(TeamFilter(team, [.. teams.Within(query.Teams)], withoutTeam: false));
        return (filters, null);
    }

    private (PlannedFilter? Filter, QueryProblem? Problem) Filter(Dimension dimension, IReadOnlyList<string> values, TeamScope scope)
    {
        if (dimension.Kind == DimensionKind.Team)
            return TeamFilter(dimension, values, scope);
        if (dimension.Words is { } words && values.FirstOrDefault(value => value != GroupKey.None && !words.Contains(value)) is { } unknown)
            return (null, new QueryProblem("unknown-value", $"'{dimension.Name}' is never '{unknown}'{Nearest.Hint(unknown, words)}"));
        var isFlag = dimension.Column?.Type == ColumnType.Flag;
        return (new PlannedFilter(dimension, [.. values.Select(value => value == GroupKey.None ? null : isFlag ? value == "true" : (object)value)]), null);
    }

    private (PlannedFilter? Filter, QueryProblem? Problem) TeamFilter(Dimension dimension, IReadOnlyList<string> names, TeamScope scope)
    {
        List<Team> named = [];
        foreach (var name in names)
        {
            if (name == GroupKey.None && scope.IsAll)
                continue;
            if (teams.Find(name, scope) is not { } team)
                return (null, new QueryProblem("unknown-team", $"There is no team '{name}' that you may see{Nearest.Hint(name, teams.Within(scope).Select(team => team.Name))}"));
            named.Add(team);
        }
        return (TeamFilter(dimension, named, names.Contains(GroupKey.None)), null);
    }

    private PlannedFilter TeamFilter(Dimension dimension, IReadOnlyList<Team> named, bool withoutTeam)
    {
        var outermost = named.Where(team => !teams.SelfAndAbove(team).Skip(1).Any(named.Contains)).ToList();
        return new PlannedFilter(dimension, [.. outermost.Select(team => team.Name), .. withoutTeam ? [null] : Array.Empty<object?>()]) { Teams = outermost };
    }

    private Dimension? Dimension(string name) => metric.Table.Dimension(name);

    private QueryProblem Unknown(string name) => new(
        "unknown-dimension",
        $"{metric.Definition.Key} has no dimension '{name}'{Nearest.Hint(name, metric.Table.Dimensions().Select(dimension => dimension.Name))}");

    private static DateTimeOffset Earlier(DateTimeOffset? a, DateTimeOffset b) => a < b ? a.Value : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
