using Duet.Engine.Facts;
using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Calculators;
using Duet.Engine.Metrics.Language;
using Duet.Engine.Metrics.Released;

namespace Duet.Engine.Metrics.Pages;

/// <summary>Checks a definition's expressions against its fact, and what its aggregate takes.</summary>
internal sealed class MetricCompiler(FrontMatter matter, MetricDefinition definition, PageNotes notes)
{
    /// <summary>Null, with notes, where something does not fit.</summary>
    public Metric? Compile()
    {
        if (ReleasedFact.Find(definition.Fact) is { } released)
            return new ReleasedCompiler(matter, definition, released, notes).Compile();
        if (Fact() is not { } table)
            return null;
        CheckTime(table);
        var aggregate = AllAggregates.ByName.GetValueOrDefault(definition.Aggregate);
        var calculator = AllCalculators.ByName.GetValueOrDefault(definition.Aggregate);
        if (aggregate is null && calculator is null)
        {
            var names = AllAggregates.ByName.Keys.Concat(AllCalculators.ByName.Keys);
            Error("aggregate", $"there is no aggregate '{definition.Aggregate}'{Nearest.Hint(definition.Aggregate, names)}");
            return null;
        }
        var measure = new MeasureReader(matter, table, notes);
        var shape = aggregate is not null ? measure.Read(aggregate) : measure.Read(calculator!);
        var exclusions = Conditions(matter.Entries("exclude", "where", "reason"), table);
        var population = Population(table);
        if (!notes.HasErrors)
            Units.Check(definition, aggregate, shape, message => Error("unit", message));
        if (definition.Open == OpenRows.Censor && !(aggregate is { CanCensor: true } && shape.IsPlainDuration))
            Error("open", "'open: censor' is for p50, p75 and p90 of duration(start, end)");
        if (notes.HasErrors)
            return null;
        return new Metric
        {
            Definition = definition,
            Rows = table,
            At = definition.At,
            Aggregate = aggregate,
            Calculator = calculator,
            Measure = shape.Measure,
            MeasureType = shape.MeasureType,
            Per = shape.Per,
            PerType = shape.PerType,
            Counted = shape.Counted,
            RatePeriod = shape.RatePeriod,
            Exclusions = exclusions,
            Population = population,
            SinglesOut = table.Subject is not null && exclusions.Concat(population).Select(condition => condition.Expression)
                .Append(shape.Measure).Append(shape.Per).OfType<Expression>().Any(expression => SinglesOut(expression, table)),
        };
    }

    private FactTable? Fact()
    {
        var table = FactSchema.Find(definition.Fact);
        if (table is null)
            Error("fact", $"there is no fact '{definition.Fact}'{Nearest.Hint(definition.Fact, FactSchema.Tables.Select(fact => fact.Name).Concat(ReleasedFact.All.Select(fact => fact.Name)))}");
        return table;
    }

    private void CheckTime(FactTable table)
    {
        if (table.Find(definition.At) is not { Type: ColumnType.Time })
            Error("at", $"'{definition.At}' is no time of '{table.Name}'{Nearest.Hint(definition.At, table.TimeColumns())}");
    }

    private List<Condition> Conditions(IEnumerable<IReadOnlyList<PageText>> entries, FactTable table)
    {
        List<Condition> conditions = [];
        foreach (var entry in entries)
            if (PageExpression.Condition(entry[0], table, notes) is { } expression)
                conditions.Add(new Condition(expression, entry[1].Value));
        return conditions;
    }

    private List<Condition> Population(FactTable table)
    {
        if (matter.Text("where") is not { } text || PageExpression.Condition(text, table, notes) is not { } where)
            return [];
        return [.. where.Conjuncts().Select(part => new Condition(part, "does not meet: " + ExpressionText.Write(part)))];
    }

    private static bool SinglesOut(Expression expression, FactTable table) =>
        expression.SelfAndBelow().OfType<ColumnName>().Any(column => table.Find(column.Name) is { IsIdentifying: true });

    private void Error(string field, string message) =>
        notes.Error(matter.Text(field) is { } text ? (text.Line, text.Column) : matter.PlaceOf(field), message);
}
