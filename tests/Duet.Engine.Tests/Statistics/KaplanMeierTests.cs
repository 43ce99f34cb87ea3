using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class KaplanMeierTests
{
    private static readonly Gen<double[]> Durations = Gen.Int[0, 50].Select(i => i / 2.0).Array[1, 60];

    [Fact]
    public void Fit_Lung_MatchesR()
    {
        var curve = KaplanMeier.Fit(Published.Lung.Select(row => row.Spell));

        Assert.Equal((228, 165), (curve.N, curve.Ended));
        Assert.Equal(new SurvivalQuantile(310, 285, 363), curve.Median);
        Assert.Equal(0.863968968, curve.At(100), 9);
        Assert.Equal(0.680272862, curve.At(200), 9);
        Assert.Equal(0.409241624, curve.At(365), 9);
        Assert.Equal(0.293269194, curve.At(500), 9);
    }

    [Theory]
    [InlineData(0.25, 170, 145, 197)]
    [InlineData(0.75, 550, 460, 654)]
    [InlineData(0.85, 689, 613, 791)]
    public void Quantile_Lung_MatchesR(double p, double value, double low, double high) =>
        Assert.Equal(
            new SurvivalQuantile(value, low, high),
            KaplanMeier.Fit(Published.Lung.Select(row => row.Spell)).Quantile(p));

    [Theory]
    [InlineData(1, 138, 112, 270, 212, 310)]
    [InlineData(2, 90, 53, 426, 348, 550)]
    public void Fit_LungBySex_MatchesR(int sex, int n, int ended, double median, double low, double high)
    {
        var curve = KaplanMeier.Fit(Published.Lung.Where(row => row.Sex == sex).Select(row => row.Spell));

        Assert.Equal((n, ended), (curve.N, curve.Ended));
        Assert.Equal(new SurvivalQuantile(median, low, high), curve.Median);
    }

    [Fact]
    public void Fit_LungBounds_MatchR()
    {
        var step = KaplanMeier.Fit(Published.Lung.Select(row => row.Spell)).Steps.Last(step => step.Time <= 365);

        Assert.Equal(0.344721582, step.Low, 8);
        Assert.Equal(0.485837604, step.High, 8);
    }

    [Fact]
    public void Fit_FinishedOnly_IsBiasedLow()
    {
        var finished = Published.Lung.Where(row => row.Spell.Ended).Select(row => row.Spell);

        Assert.Equal(226, KaplanMeier.Fit(finished).Median.Value);
    }

    [Fact]
    public void Fit_Maintained_HasThePublishedSteps()
    {
        var curve = KaplanMeier.Fit(Published.Maintained);

        Assert.Equal([9, 13, 18, 23, 31, 34, 48], curve.Steps.Select(step => step.Time));
        double[] expected = [0.909091, 0.818182, 0.715909, 0.613636, 0.490909, 0.368182, 0.184091];
        Assert.All(curve.Steps.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Survival, 6));
        Assert.Equal(new SurvivalQuantile(31, 18, null), curve.Median);
    }

    [Fact]
    public void Quantile_Aml_SaysNotReachedWhereTheCurveStaysAbove()
    {
        Assert.Equal(new SurvivalQuantile(23, 8, null), KaplanMeier.Fit(Published.NotMaintained).Median);
        Assert.Equal(new SurvivalQuantile(43, 30, null), KaplanMeier.Fit(Published.NotMaintained).Quantile(0.85));
        Assert.Equal(new SurvivalQuantile(null, 48, null), KaplanMeier.Fit(Published.Maintained).Quantile(0.85));
    }

    [Fact]
    public void Fit_Nothing_HasNoStepsAndNoMedian()
    {
        var curve = KaplanMeier.Fit([]);

        Assert.Empty(curve.Steps);
        Assert.Equal(default, curve.Median);
        Assert.Equal(1, curve.At(3));
    }

    [Fact]
    public void Fit_NegativeOrMissingDuration_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => KaplanMeier.Fit([new Spell(-1, true)]));
        Assert.Throws<ArgumentException>(() => KaplanMeier.Fit([new Spell(double.NaN, true)]));
    }

    [Fact]
    public void Fit_NothingOpen_IsTheShareOfLongerDurations() =>
        Durations.Sample(durations =>
        {
            var curve = KaplanMeier.Fit(durations.Select(duration => new Spell(duration, true)));
            Assert.All(durations, time =>
                Assert.Equal(durations.Count(duration => duration > time) / (double)durations.Length, curve.At(time), 9));
            Assert.Equal(Quantile.Median(durations)!.Value, curve.Median.Value!.Value, 9);
        });

    [Fact]
    public void Fit_AnySpells_FallsAndKeepsItsBoundsAroundItWhateverTheOrder() =>
        Gen.Select(Gen.Int[0, 30], Gen.Bool).Array[1, 60].Sample(rows =>
        {
            var spells = rows.Select(row => new Spell(row.Item1, row.Item2)).ToArray();
            var curve = KaplanMeier.Fit(spells);
            Assert.Equal(curve.Steps, KaplanMeier.Fit(spells.Reverse()).Steps);
            Assert.All(curve.Steps, step => Assert.InRange(step.Survival, step.Low, step.High));
            Assert.All(curve.Steps.Zip(curve.Steps.Skip(1)), pair => Assert.True(pair.Second.Survival < pair.First.Survival));
        });
}
