using MathNet.Numerics.Distributions;

namespace Duet.Engine.Metrics.Aggregates;

internal sealed class Sum : Aggregate
{
    public override string Name => "sum";
    public override MeasureKind Measure => MeasureKind.Amount;
    public override bool KeepsUnit => true;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [new(FoldKind.Sum, "value")];

    public override Estimate Of(FoldedCell cell) => new(cell.Number(0));
}

/// <summary>The mean with Student's interval (from two rows on).</summary>
internal sealed class Mean : Aggregate
{
    public override string Name => "mean";
    public override MeasureKind Measure => MeasureKind.Amount;
    public override bool KeepsUnit => true;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [new(FoldKind.Values, "value")];

    // Values instead of sums of squares: those lose their digits where the spread is small against the mean.
    public override Estimate Of(FoldedCell cell) => Of(cell.Values(0));

    public static Estimate Of(double[] values)
    {
        var mean = values.Average();
        if (values.Length < 2)
            return new Estimate(mean);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        var half = StudentT.InvCDF(0, 1, values.Length - 1, 0.975) * Math.Sqrt(variance / values.Length);
        return new Estimate(mean, mean - half, mean + half);
    }
}

/// <summary>The value of the newest row: where a figure stands that is read now and then.</summary>
internal sealed class Last : Aggregate
{
    public override string Name => "last";
    public override MeasureKind Measure => MeasureKind.Amount;
    public override bool KeepsUnit => true;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [new(FoldKind.Last, "value")];

    public override Estimate Of(FoldedCell cell) => new(cell.Number(0));
}
