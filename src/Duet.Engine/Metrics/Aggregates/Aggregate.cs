namespace Duet.Engine.Metrics.Aggregates;

/// <summary>
/// A way to make one number of a cell's rows: the folds an engine computes, and the estimate made of them. The rows'
/// columns are <c>value</c> (the measure), <c>per</c> (the denominator), <c>counted</c> (what is counted distinct)
/// and <c>age</c> (how long an open row has been open).
/// </summary>
internal abstract class Aggregate
{
    public abstract string Name { get; }
    public abstract MeasureKind Measure { get; }
    public virtual PerKind Per => PerKind.None;
    public virtual bool CanCensor => false;

    /// <summary>What a cell without rows shows: 0 for counts, else nothing.</summary>
    public virtual double? Empty => null;

    /// <summary>True where the number itself is measured in the measure's unit: a duration's is scaled from seconds.</summary>
    public virtual bool KeepsUnit => false;

    public abstract IReadOnlyList<Fold> Folds(Metric metric);

    public abstract Estimate Of(FoldedCell cell);
}

internal enum MeasureKind
{
    None,
    Condition,
    Amount,

    /// <summary>A column, subject included, whose different values are counted.</summary>
    Column,
}

internal enum PerKind
{
    None,
    Amount,
    Period,
}

/// <summary>A number with its 95 % interval; parts are null where they do not exist.</summary>
internal readonly record struct Estimate(double? Value, double? Low = null, double? High = null, long Open = 0);

/// <summary>A cell's rows, folded.</summary>
/// <param name="N">Rows counted, more than 0.</param>
/// <param name="Folded">One result for each fold the aggregate asked for: double, long or an array of doubles.</param>
/// <param name="RateLength">Length of the cell's elapsed time in the rate's periods; 0 where the aggregate is no rate.</param>
internal sealed record FoldedCell(long N, IReadOnlyList<object?> Folded, double RateLength)
{
    public double Number(int fold) => Folded[fold] switch { null => 0, long count => count, var number => (double)number };

    public double[] Values(int fold) => (double[]?)Folded[fold] ?? [];
}
