using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class ChangePointsTests
{
    [Fact]
    public void Find_Nile_IsTheOneShiftAfter1898()
    {
        var point = Assert.Single(ChangePoints.Find(Published.Nile));

        Assert.Equal(28, point.At);
        Assert.Equal(6.206756, point.Statistic, 6);
        Assert.Equal(0.001, point.P);
        Assert.Equal(-260, point.Shift.Estimate, 9);
        Assert.Equal(-0.8020833, point.Delta, 7);
        Assert.Equal(ShiftConfidence.Confirmed, point.Confidence);
        Assert.InRange(point.Earliest, 20, 28);
        Assert.InRange(point.Latest, 28, 36);
    }

    [Fact]
    public void Find_TwoStepsUp_AreTwoShifts()
    {
        var values = Noise.Normal(new Random(5), 78).Step(30, 4).Step(54, 4);

        var points = ChangePoints.Find(values);

        Assert.Equal(2, points.Count);
        Assert.InRange(points[0].At, 29, 31);
        Assert.InRange(points[1].At, 53, 55);
        Assert.All(points, point => Assert.InRange(point.Shift.Estimate, 3, 5));
    }

    [Theory]
    [InlineData(26, 52, 78)]
    [InlineData(20, 40, 60)]
    [InlineData(10, 30, 52)]
    public void Find_UpAndBackAgain_AreTwoShifts(int up, int back, int n)
    {
        var points = ChangePoints.Find(Noise.Normal(new Random(3), n).Step(up, 4).Step(back, -4));

        Assert.Equal(2, points.Count);
        Assert.InRange(points[0].At, up - 2, up + 2);
        Assert.InRange(points[1].At, back - 2, back + 2);
        Assert.True(points[0].Delta > 0 && points[1].Delta < 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Find_TooFew_IsNothing(int n) => Assert.Empty(ChangePoints.Find(new double[n].Step(n / 2, 9)));

    [Fact]
    public void Find_Constant_IsNothing() => Assert.Empty(ChangePoints.Find(new double[60]));

    [Fact]
    public void Find_SlowWave_IsAtMostPossible()
    {
        double[] wave = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i * Math.PI / 30))];

        Assert.All(ChangePoints.Find(wave), point => Assert.Equal(ShiftConfidence.Possible, point.Confidence));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(26)]
    [InlineData(52)]
    public void Find_IndependentNoise_RarelySeesAShift(int n)
    {
        var random = new Random(20_26);
        var wrong = Enumerable.Range(0, 400).Count(_ => ChangePoints.Find(Noise.Normal(random, n)).Count > 0);

        // Nominal 1 %; more than 11 of 400 has a probability below .2 % then.
        Assert.InRange(wrong, 0, 11);
    }

    [Theory]
    [InlineData(0.3, 0.05)]
    [InlineData(0.5, 0.08)]
    public void Find_NoiseWithMemory_RarelyConfirmsAShift(double memory, double bound)
    {
        var random = new Random(17);
        var wrong = Enumerable.Range(0, 400).Count(_ => ChangePoints.Find(Noise.Normal(random, 52, memory))
            .Any(point => point.Confidence == ShiftConfidence.Confirmed));

        Assert.InRange(wrong / 400.0, 0, bound);
    }

    [Theory, Trait("speed", "slow")]
    [InlineData(20, 0.5)]
    [InlineData(26, 0.8)]
    [InlineData(52, 0.95)]
    public void Find_ShiftOfTwoDeviations_IsFoundNearItsPlace(int n, double bound)
    {
        var random = new Random(99);
        var found = Enumerable.Range(0, 200).Count(_ => ChangePoints.Find(Noise.Normal(random, n).Step(n / 2, 2))
            .Any(point => Math.Abs(point.At - n / 2) <= 3 && point.Confidence == ShiftConfidence.Confirmed));

        Assert.InRange(found / 200.0, bound, 1);
    }

    [Fact]
    public void Find_DateInterval_CoversTheTrueDateMostly()
    {
        var random = new Random(7);
        var points = Enumerable.Range(0, 200)
            .SelectMany(_ => ChangePoints.Find(Noise.Normal(random, 52).Step(26, 2)))
            .ToList();

        Assert.InRange(points.Count(point => point.Earliest <= 26 && 26 <= point.Latest) / (double)points.Count, 0.9, 1);
    }

    [Fact]
    public void Find_AnotherUnit_IsTheSameShift() =>
        Gen.Int[0, 1000].Sample(seed =>
        {
            var values = Noise.Normal(new Random(seed), 40).Step(20, 3);
            double[] scaled = [.. values.Select(value => value * 60 + 7)];
            Assert.Equal(
                ChangePoints.Find(values).Select(point => (point.At, point.P)),
                ChangePoints.Find(scaled).Select(point => (point.At, point.P)));
        }, iter: 50);
}
