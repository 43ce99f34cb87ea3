using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class MultipleTestingTests
{
    // Benjamini and Hochberg 1995, section 4.1; adjusted values by R's p.adjust.
    private static readonly double[] Published =
        [.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.000];

    private static readonly Gen<double[]> Probabilities = Gen.Double[0, 1].Array[0, 40];

    [Fact]
    public void BenjaminiHochberg_PublishedExample_RejectsFour()
    {
        var adjusted = MultipleTesting.BenjaminiHochberg(Published);

        Near(
            [.0015, .003, .0095, .035625, .0603, .063857142857, .063857142857, .0645, .0765, .486,
                .581181818182, .714875, .753230769231, .813214285714, 1],
            adjusted);
        Assert.Equal(4, adjusted.Count(p => p <= 0.05));
    }

    [Fact]
    public void Holm_PublishedExample_RejectsThree()
    {
        var adjusted = MultipleTesting.Holm(Published);

        Near([.0015, .0056, .0247, .114, .2211, .278, .278, .278, .3213, 1, 1, 1, 1, 1, 1], adjusted);
        Assert.Equal(3, adjusted.Count(p => p <= 0.05));
    }

    [Fact]
    public void BenjaminiYekutieli_PublishedExample_RejectsThree()
    {
        var adjusted = MultipleTesting.BenjaminiYekutieli(Published);

        Near([.00497734348984, .00995468697969, .0315231754357, .118211907884], adjusted[..4]);
        Assert.Equal(3, adjusted.Count(p => p <= 0.05));
    }

    [Fact]
    public void Adjusted_AnyProbabilities_KeepTheirOrderAndNeverFall() =>
        Probabilities.Sample(p =>
        {
            foreach (var adjusted in new[] { MultipleTesting.BenjaminiHochberg(p), MultipleTesting.Holm(p), MultipleTesting.BenjaminiYekutieli(p) })
            {
                Assert.All(p.Zip(adjusted), pair => Assert.InRange(pair.Second, pair.First, 1));
                Assert.Equal(adjusted.Order(), p.Zip(adjusted).OrderBy(pair => pair.First).Select(pair => pair.Second));
            }
        });

    [Fact]
    public void BenjaminiHochberg_OtherOrder_GivesEachTheSame() =>
        Probabilities.Sample(p => Assert.Equal(
            MultipleTesting.BenjaminiHochberg(p).Reverse(), MultipleTesting.BenjaminiHochberg([.. p.Reverse()])));

    private static void Near(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 11));
}
