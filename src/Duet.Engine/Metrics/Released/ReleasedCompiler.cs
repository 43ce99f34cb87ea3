using Duet.Engine.Metrics.Pages;

namespace Duet.Engine.Metrics.Released;

/// <summary>Checks a page about released numbers: it names one kind of them, and nothing that would need rows.</summary>
internal sealed class ReleasedCompiler(FrontMatter matter, MetricDefinition definition, ReleasedFact fact, PageNotes notes)
{
    private static readonly string[] NeedRows = ["per", "open", "where", "exclude"];

    /// <summary>Null, with notes, where something does not fit.</summary>
    public Metric? Compile()
    {
        if (definition.At != fact.At)
            Error("at", $"'{fact.Name}' has one time: {fact.At}");
        foreach (var field in NeedRows.Where(matter.Has))
            Error(field, $"'{fact.Name}' has no rows: it takes no '{field}'");
        if (fact.Aggregate(definition.Aggregate) is not { } aggregate)
            Error("aggregate", $"there is no aggregate '{definition.Aggregate}' of '{fact.Name}'{Nearest.Hint(definition.Aggregate, fact.Aggregates.Select(known => known.Name))}");
        else
        {
            if (definition.Unit != aggregate.Unit)
                Error("unit", $"'aggregate: {aggregate.Name}' of '{fact.Name}' has the unit {aggregate.Unit.ToPageWord()}");
            if (aggregate.Form is null && definition.Measure is not null)
                Error("measure", $"'aggregate: {aggregate.Name}' is about no item: it takes no 'measure'");
        }
        return notes.HasErrors ? null : new Metric { Definition = definition, Released = fact, At = definition.At, Exclusions = [], Population = [], SinglesOut = false };
    }

    private void Error(string field, string message) =>
        notes.Error(matter.Text(field) is { } text ? (text.Line, text.Column) : matter.PlaceOf(field), message);
}
