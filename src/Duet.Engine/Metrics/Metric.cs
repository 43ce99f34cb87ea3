using Duet.Engine.Facts;
using Duet.Engine.Metrics.Aggregates;
using Duet.Engine.Metrics.Calculators;
using Duet.Engine.Metrics.Language;
using Duet.Engine.Metrics.Released;

namespace Duet.Engine.Metrics;

/// <summary>A definition with its expressions checked: what the planner works on.</summary>
internal sealed record Metric
{
    public required MetricDefinition Definition { get; init; }

    /// <summary>The rows it counts; null for numbers that are released elsewhere.</summary>
    public FactTable? Rows { get; init; }

    /// <summary>Whose numbers they are; null where rows are counted.</summary>
    public ReleasedFact? Released { get; init; }

    /// <summary>The same for whoever counts rows: what is released elsewhere never gets there.</summary>
    public FactTable Table => Rows ?? throw new InvalidOperationException($"{Definition.Key} has no rows.");
    public required string At { get; init; }

    /// <summary>How counted rows become a number; null where a calculator does it.</summary>
    public Aggregate? Aggregate { get; init; }
    public Calculator? Calculator { get; init; }

    /// <summary>A condition for shares, else a number or a duration; null for plain counts.</summary>
    public Expression? Measure { get; init; }
    public ExpressionType? MeasureType { get; init; }

    /// <summary>The row's part of a ratio's denominator.</summary>
    public Expression? Per { get; init; }
    public ExpressionType? PerType { get; init; }

    /// <summary>The column whose different values are counted: <c>distinct(author)</c>, as measure or as denominator.</summary>
    public FactColumn? Counted { get; init; }

    /// <summary>The period of a rate.</summary>
    public RatePeriod? RatePeriod { get; init; }

    /// <summary>Conditions under which rows are left out, in the page's order.</summary>
    public required IReadOnlyList<Condition> Exclusions { get; init; }

    /// <summary>Conditions that must all hold.</summary>
    public required IReadOnlyList<Condition> Population { get; init; }

    /// <summary>The definition filters by something that can single out one person's work, so every cell is a group of people.</summary>
    public required bool SinglesOut { get; init; }

    /// <summary>Rows whose duration has no end are counted as open.</summary>
    public bool Censors => Definition.Open == OpenRows.Censor;
}

/// <summary>A condition, and the words people read where a row is left out because of it.</summary>
internal sealed record Condition(Expression Expression, string Reason);
