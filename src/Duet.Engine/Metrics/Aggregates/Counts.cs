namespace Duet.Engine.Metrics.Aggregates;

/// <summary>How many rows.</summary>
internal sealed class Count : Aggregate
{
    public override string Name => "count";
    public override MeasureKind Measure => MeasureKind.None;
    public override double? Empty => 0;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [];

    public override Estimate Of(FoldedCell cell) => new(cell.N);
}

/// <summary>How many different values, such as people; people are counted by person, not by alias.</summary>
internal sealed class Distinct : Aggregate
{
    public override string Name => "distinct";
    public override MeasureKind Measure => MeasureKind.Column;
    public override double? Empty => 0;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [new(FoldKind.CountDistinct, "counted")];

    public override Estimate Of(FoldedCell cell) => new(cell.Number(0));
}

/// <summary>Rows per day, week or month of the time that has passed.</summary>
internal sealed class Rate : Aggregate
{
    public override string Name => "rate";
    public override MeasureKind Measure => MeasureKind.None;
    public override PerKind Per => PerKind.Period;
    public override double? Empty => 0;

    public override IReadOnlyList<Fold> Folds(Metric metric) => [];

    public override Estimate Of(FoldedCell cell) => new(cell.RateLength > 0 ? cell.N / cell.RateLength : null);
}
