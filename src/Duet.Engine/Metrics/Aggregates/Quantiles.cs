using Duet.Engine.Statistics;

namespace Duet.Engine.Metrics.Aggregates;

/// <summary>A quantile with its interval by order statistics; with open rows the quantile of the Kaplan-Meier curve.</summary>
internal sealed class QuantileOf(string name, double p) : Aggregate
{
    public override string Name => name;
    public override MeasureKind Measure => MeasureKind.Amount;
    public override bool CanCensor => true;
    public override bool KeepsUnit => true;

    public override IReadOnlyList<Fold> Folds(Metric metric) => metric.Censors
        ? [new(FoldKind.Values, "value"), new(FoldKind.Values, "age")]
        : [new(FoldKind.Values, "value")];

    public override Estimate Of(FoldedCell cell) =>
        cell.Folded.Count == 1 ? Closed(cell.Values(0)) : Censored(cell.Values(0), cell.Values(1));

    private Estimate Closed(double[] values)
    {
        Array.Sort(values);
        var interval = Quantile.IntervalOf(values, p);
        return new Estimate(Quantile.Type7(values, p), interval.Low, interval.High);
    }

    private Estimate Censored(double[] ended, double[] open)
    {
        var spells = ended.Select(value => new Spell(value, true)).Concat(open.Select(age => new Spell(age, false)));
        var quantile = KaplanMeier.Fit(spells).Quantile(p);
        return new Estimate(quantile.Value, quantile.Low, quantile.High, open.Length);
    }
}
