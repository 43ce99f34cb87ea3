using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class SpearmanTests
{
    [Fact]
    public void Of_NinePairs_IsExactAsR()
    {
        // Lightness of tuna and its quality (R: help of cor.test).
        var correlation = Spearman.Of(
            [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1], [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8])!;

        Assert.Equal(0.6, correlation.Rho, 12);
        Assert.Equal(0.0967978395, correlation.P, 9);
    }

    [Fact]
    public void Of_PairsWithTies_MatchesR()
    {
        // cor.test(Nile[1:40], Nile[41:80], method = "spearman", exact = FALSE)
        var correlation = Spearman.Of(Published.Nile.AsSpan(0, 40), Published.Nile.AsSpan(40, 40))!;

        Assert.Equal(0.1040033802021, correlation.Rho, 9);
        Assert.Equal(0.5230489007977, correlation.P, 9);
    }

    [Fact]
    public void Of_TooFewOrConstant_IsNull()
    {
        Assert.Null(Spearman.Of([1, 2], [2, 1]));
        Assert.Null(Spearman.Of([1, 2, 3, 4], [5, 5, 5, 5]));
    }

    [Fact]
    public void Of_AnyPairs_IsSymmetricAndBlindToScale() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30]).Array[3, 25].Sample(rows =>
        {
            double[] x = [.. rows.Select(row => (double)row.Item1)], y = [.. rows.Select(row => (double)row.Item2)];
            var correlation = Spearman.Of(x, y);
            Assert.Equal(correlation, Spearman.Of(y, x));
            Assert.Equal(correlation, Spearman.Of([.. x.Select(value => Math.Exp(value / 10))], y));
            if (correlation is not null)
                Assert.InRange(correlation.P, 0, 1);
        }, iter: 60);
}
