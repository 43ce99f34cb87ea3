using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class CusumTests
{
    // NIST/SEMATECH handbook, section 6.3.2.3.
    private static readonly double[] Nist =
    [
        324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
        324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350,
    ];

    [Fact]
    public void Run_NistExample_SignalsAtTheFourteenthValue()
    {
        var chart = Cusum.Run(Nist, target: 325, slack: 0.3175, decision: 4.1959);

        Assert.Equal(13, chart.FirstSignal);
        Assert.Equal(3.0075, chart.High[12], 9);
        Assert.Equal(4.94, chart.High[13], 9);
        Assert.Equal(19.035, chart.High[19], 9);
    }

    [Fact]
    public void Run_OnTarget_NeverSignals()
    {
        var chart = Cusum.Run([325, 325, 325], 325, 0.3, 4);

        Assert.Null(chart.FirstSignal);
        Assert.All(chart.High, sum => Assert.Equal(0, sum));
    }

    [Fact]
    public void Run_Mirrored_SwapsTheSums() =>
        Gen.Int[-50, 50].Array[0, 40].Sample(steps =>
        {
            double[] values = [.. steps.Select(step => (double)step)];
            var (one, other) = (Cusum.Run(values, 0, 2, 20), Cusum.Run([.. values.Select(value => -value)], 0, 2, 20));
            Assert.Equal(one.High, other.Low);
            Assert.Equal(one.FirstSignal, other.FirstSignal);
        });
}
