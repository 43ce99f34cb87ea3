using Duet.Engine.Statistics;
using MathNet.Numerics.Distributions;

namespace Duet.Engine.Metrics.Aggregates;

/// <summary>The share of rows that meet the condition, with Wilson's interval.</summary>
internal sealed class Share : Aggregate
{
    public override string Name => "share";
    public override MeasureKind Measure => MeasureKind.Condition;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [new(FoldKind.CountTrue, "value")];

    public override Estimate Of(FoldedCell cell)
    {
        var met = (long)cell.Number(0);
        var interval = Proportion.Wilson(met, cell.N);
        return new Estimate((double)met / cell.N, interval?.Low, interval?.High);
    }
}

/// <summary>
/// The ratio of two sums, or of a sum and a number of different values. The interval is Cochran's (1977, section 6.4,
/// linearised), given from 30 rows on; a ratio to distinct values has none.
/// </summary>
internal sealed class Ratio : Aggregate
{
    private const int RowsForInterval = 30;

    public override string Name => "ratio";
    public override MeasureKind Measure => MeasureKind.Amount;
    public override PerKind Per => PerKind.Amount;

    public override IReadOnlyList<Fold> Folds(Metric metric) => metric.Counted is not null
        ? [new(FoldKind.Sum, "value"), new(FoldKind.CountDistinct, "counted")]
        :
        [
            new(FoldKind.Sum, "value"), new(FoldKind.Sum, "per"),
            new(FoldKind.SumOfProducts, "value", "value"), new(FoldKind.SumOfProducts, "value", "per"), new(FoldKind.SumOfProducts, "per", "per"),
        ];

    public override Estimate Of(FoldedCell cell)
    {
        var (above, below) = (cell.Number(0), cell.Number(1));
        if (below == 0)
            return new Estimate(null);
        var ratio = above / below;
        if (cell.Folded.Count == 2 || cell.N < RowsForInterval)
            return new Estimate(ratio);
        var residuals = cell.Number(2) - 2 * ratio * cell.Number(3) + ratio * ratio * cell.Number(4);
        var half = Normal.InvCDF(0, 1, 0.975) * Math.Sqrt(Math.Max(0, residuals) * cell.N / (cell.N - 1)) / Math.Abs(below);
        return new Estimate(ratio, ratio - half, ratio + half);
    }
}
