using System.Globalization;
using Duet.Engine.Facts;
using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// Writes the part that all statements share: the rows that are seen, with their measured values, the reason that
/// leaves them out (0 for none), and the boundary they lie behind.
/// </summary>
internal sealed class DuckDbRows
{
    private readonly SeriesPlan plan;
    private readonly SqlParameters parameters = new();
    private readonly DuckDbLinks links;
    private readonly DuckDbDurations durations;
    private readonly DuckDbExpressions expressions;

    public DuckDbRows(SeriesPlan plan)
    {
        this.plan = plan;
        links = new DuckDbLinks(plan.Metric.Table);
        durations = new DuckDbDurations(plan.Working, parameters, links);
        expressions = new DuckDbExpressions(parameters, durations, links);
    }

    public SqlParameters Parameters => parameters;

    /// <summary>The names of the group columns: g1, g2.</summary>
    public IReadOnlyList<string> Groups => [.. plan.Groups.Select((_, i) => $"g{i + 1}")];

    /// <summary>
    /// The WITH clause; its last table is <c>cut</c> with moment_us, bucket (index of the boundary), reason, the groups, and as far as they exist
    /// value, age, per, counted, person, human, and <paramref name="extra"/>.
    /// </summary>
    public string With(IEnumerable<string>? extra = null)
    {
        var metric = plan.Metric;
        var columns = new List<string> { $"epoch_us({DuckDbExpressions.Column(metric.At)}) AS moment_us" };
        columns.AddRange(plan.Groups.Select((group, i) => $"coalesce(CAST({links.Of(group)} AS VARCHAR), '{GroupKey.None}') AS g{i + 1}"));
        columns.AddRange(Measured());
        if (NeedsPeople)
            columns.AddRange([$"{links.Person} AS person", $"CASE WHEN {links.IsPerson} THEN {links.Person} END AS human"]);
        columns.AddRange(extra ?? []);
        columns.Add($"{Early()} AS early");
        var (start, end) = (parameters.Add(plan.Boundaries[0]), parameters.Add(plan.Boundaries[^1]));
        var at = DuckDbExpressions.Column(metric.At);
        var filters = plan.Filters.Select(Filter).Prepend($"{at} >= {start} AND {at} < {end}").ToList();
        if (plan.Query.Self is { } self)
            filters.Add($"{links.Person} = {parameters.Add((long)self)}");
        // Last, because all that is written above says which joins are needed.
        var working = durations.Joins();
        var seen = $"""
            seen AS (
              SELECT
                {string.Join(",\n    ", columns)}
              FROM "{metric.Table.Name}" f{links.Joins()}{working}
              WHERE {string.Join("\n    AND ", filters)}
            )
            """;
        string?[] tables = [durations.Table(), seen, DuckDbBuckets.Cut(plan.Boundaries, Reason(), parameters)];
        return "WITH " + string.Join(",\n", tables.OfType<string>());
    }

    private bool NeedsPeople => plan.IsNarrow || plan.Metric.Calculator is not null || plan.Metric.Counted is { IsSubject: true };

    private IEnumerable<string> Measured()
    {
        var metric = plan.Metric;
        if (metric is { Censors: true, Measure: Call duration })
        {
            // A row whose end is not known now is open, and as old as it is now.
            var (start, end) = (expressions.Write(duration.Arguments[0]), expressions.Write(duration.Arguments[1]));
            var now = parameters.Add(plan.Now);
            yield return $"CASE WHEN {end} <= {now} THEN {InUnit(durations.Seconds(start, end))} END AS value";
            yield return $"CASE WHEN {end} IS NULL OR {end} > {now} THEN {InUnit(durations.SecondsUntil(start, plan.Now))} END AS age";
        }
        else if (metric.Measure is { } measure)
        {
            yield return $"{InUnit(expressions.Write(measure))} AS value";
        }
        if (metric.Per is { } per)
            yield return $"{expressions.Write(per)} AS per";
        if (metric.Counted is { } counted)
            yield return $"{Counted(counted)} AS counted";
    }

    // Areas of two repositories with one name are two areas.
    private string Counted(FactColumn counted) =>
        counted.IsSubject ? links.Person
        : plan.Metric.Calculator is not null && plan.Metric.Table.Find("repo") is not null
            ? $"{DuckDbExpressions.Column("repo")} || chr(31) || {DuckDbExpressions.Column(counted.Name)}"
            : DuckDbExpressions.Column(counted.Name);

    private string InUnit(string measure) =>
        plan.Metric is { MeasureType: ExpressionType.Duration, Definition.Unit: Unit.Days } ? durations.InDays(measure) : measure;

    private string Filter(PlannedFilter filter)
    {
        // Teams are told by their numbers: a team is asked for with all below it.
        var isTeam = filter.Dimension.Kind == DimensionKind.Team;
        var column = isTeam ? links.TeamId : links.Of(filter.Dimension);
        var values = isTeam
            ? [.. filter.Teams.SelectMany(plan.Teams.SelfAndBelow).Select(team => team.Id.ToString(CultureInfo.InvariantCulture))]
            : filter.Values.OfType<object>().Select(parameters.Add).ToList();
        var alternatives = new List<string>();
        if (values.Count > 0)
            alternatives.Add($"{column} IN ({string.Join(", ", values)})");
        if (filter.Values.Contains(null))
            alternatives.Add($"{column} IS NULL");
        return alternatives.Count == 0 ? "false" : $"({string.Join(" OR ", alternatives)})";
    }

    private string Early()
    {
        var cases = plan.Reasons.Rules.Select((rule, i) => (Condition: Condition(rule), Ordinal: i + 1)).Where(rule => rule.Condition is not null)
            .Select(rule => $"WHEN {rule.Condition} THEN {rule.Ordinal}").ToList();
        return cases.Count == 0 ? "0" : $"CASE {string.Join(" ", cases)} ELSE 0 END";
    }

    private string? Condition(Reason rule) => rule.Kind switch
    {
        ReasonKind.Excluded => expressions.Write(rule.Subject!),
        ReasonKind.Required => $"{expressions.Write(rule.Subject!)} IS NOT TRUE",
        ReasonKind.NoStart => $"{Start(rule)} IS NULL",
        ReasonKind.NotFinished => $"{End(rule)} IS NULL",
        ReasonKind.EndsBeforeStart => $"{End(rule)} < {Start(rule)}",
        ReasonKind.StartsInFuture => $"{Start(rule)} > {parameters.Add(plan.Now)}",
        _ => null,
    };

    private string Start(Reason rule) => expressions.Write(((Call)rule.Subject!).Arguments[0]);

    private string End(Reason rule) => expressions.Write(((Call)rule.Subject!).Arguments[1]);

    // The last reason looks at the measured values, which only the first select has.
    private string Reason()
    {
        var ordinal = plan.Reasons.OrdinalsOf(Reasons.NotRead);
        if (ordinal.Count == 0)
            return "early";
        var metric = plan.Metric;
        var missing = new List<string>();
        if (metric.Measure is not null)
            missing.Add(metric.Censors ? "value IS NULL AND age IS NULL" : "value IS NULL");
        if (metric.Per is not null)
            missing.Add("per IS NULL");
        if (metric.Counted is not null)
            missing.Add("counted IS NULL");
        return $"CASE WHEN early > 0 THEN early WHEN {string.Join(" OR ", missing)} THEN {plan.Reasons.Rules.Count} ELSE 0 END";
    }
}
