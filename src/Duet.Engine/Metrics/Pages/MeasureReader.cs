using Duet.Engine.Facts;
using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Calculators;
using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Metrics.Pages;

/// <summary>What 'measure' and 'per' of a page came to.</summary>
internal sealed record MeasureShape
{
    public Expression? Measure { get; init; }
    public ExpressionType? MeasureType { get; init; }
    public Expression? Per { get; init; }
    public ExpressionType? PerType { get; init; }
    public FactColumn? Counted { get; init; }
    public RatePeriod? RatePeriod { get; init; }

    /// <summary>The measure is one duration and nothing else: only then an end that is missing means an open row.</summary>
    public bool IsPlainDuration => Measure is Call { Function: Functions.Duration };
}

/// <summary>Reads 'measure' and 'per' as the aggregate wants them.</summary>
internal sealed class MeasureReader(FrontMatter matter, FactTable table, PageNotes notes)
{
    public MeasureShape Read(Aggregate aggregate) => ReadPer(aggregate, ReadMeasure(aggregate));

    public MeasureShape Read(Calculator calculator)
    {
        Refuse("per", calculator.Name);
        Refuse("open", calculator.Name);
        if (table.Subject is not { } subject)
        {
            notes.Error(matter.PlaceOf("fact"), $"'{calculator.Name}' counts people, but '{table.Name}' rows are about no one");
            return new MeasureShape();
        }
        var counted = calculator.Counted is { } name ? table.Find(name) : subject;
        if (counted is null or { IsDimension: false, IsSubject: false })
            notes.Error(matter.PlaceOf("fact"), $"'{calculator.Name}' needs a fact with the dimension '{calculator.Counted}'; '{table.Name}' has none");
        else if (matter.Text("measure") is { } text && text.Value != counted.Name)
            notes.Error(text.Line, text.Column, $"'{calculator.Name}' measures '{counted.Name}' of '{table.Name}'");
        return new MeasureShape { Counted = calculator.Counted is null ? null : counted };
    }

    private MeasureShape ReadMeasure(Aggregate aggregate)
    {
        var none = new MeasureShape();
        if (aggregate.Measure == MeasureKind.None)
        {
            Refuse("measure", aggregate.Name);
            return none;
        }
        if (matter.Text("measure") is not { } text)
        {
            notes.Error(matter.PlaceOf("aggregate"), $"'aggregate: {aggregate.Name}' needs a 'measure'");
            return none;
        }
        switch (aggregate.Measure)
        {
            case MeasureKind.Condition:
                return PageExpression.Condition(text, table, notes) is { } condition
                    ? none with { Measure = condition, MeasureType = ExpressionType.Flag }
                    : none;
            case MeasureKind.Amount:
                return PageExpression.Amount(text, table, notes) is { } amount
                    ? none with { Measure = amount.Tree, MeasureType = amount.Type }
                    : none;
            default:
                if (PageExpression.Parse(text, notes) is not { } tree)
                    return none;
                if (PageExpression.Counted(tree, table, bare: true) is { } counted)
                    return none with { Counted = counted };
                notes.Error(text.PlaceOf(tree.At), "expected the subject or a dimension" + Countable(text.Value));
                return none;
        }
    }

    private MeasureShape ReadPer(Aggregate aggregate, MeasureShape shape)
    {
        if (aggregate.Per == PerKind.None)
        {
            Refuse("per", aggregate.Name);
            return shape;
        }
        if (matter.Text("per") is not { } text)
        {
            notes.Error(matter.PlaceOf("aggregate"), $"'aggregate: {aggregate.Name}' needs a 'per'");
            return shape;
        }
        if (aggregate.Per == PerKind.Period)
        {
            foreach (var period in Enum.GetValues<RatePeriod>())
                if (period.ToPageWord() == text.Value)
                    return shape with { RatePeriod = period };
            notes.Error(text.Line, text.Column, $"expected day, week or month, not '{text.Value}'");
            return shape;
        }
        if (ExpressionParser.Parse(text.Value).Tree is Call { Function: "distinct" } distinct)
        {
            if (PageExpression.Counted(distinct, table, bare: false) is { } counted)
                return shape with { Counted = counted };
            notes.Error(text.PlaceOf(distinct.At), "expected distinct() of the subject or a dimension" + Countable(""));
            return shape;
        }
        return PageExpression.Amount(text, table, notes) is { } amount
            ? shape with { Per = amount.Tree, PerType = amount.Type }
            : shape;
    }

    private string Countable(string word) => Nearest.Hint(
        word, table.Columns.Where(column => column.IsSubject || column.IsDimension).Select(column => column.Name));

    private void Refuse(string field, string aggregate)
    {
        if (matter.Has(field))
            notes.Error(matter.PlaceOf(field), $"'aggregate: {aggregate}' takes no '{field}'");
    }
}
