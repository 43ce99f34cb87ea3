using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class AutoregressionTests
{
    [Fact]
    public void Fit_Nile_MatchesR()
    {
        var fit = Autoregression.Fit(Published.Nile);

        Assert.Equal(2, fit.Coefficients.Count);
        Assert.Equal(0.408111072295, fit.Coefficients[0], 11);
        Assert.Equal(0.181171005438, fit.Coefficients[1], 11);
        Assert.Equal(98, fit.Residuals.Count);
        Assert.Equal(229.237149236, fit.Residuals[1], 8);
    }

    [Fact]
    public void Fit_Noise_SeldomFindsAnOrder()
    {
        var random = new Random(2);
        var found = Enumerable.Range(0, 200).Count(_ => Autoregression.Fit(Noise.Normal(random, 100)).Coefficients.Count > 0);

        Assert.InRange(found / 200.0, 0.1, 0.4);
    }

    [Fact]
    public void Fit_Constant_HasNoCoefficients() => Assert.Empty(Autoregression.Fit(new double[10]).Coefficients);
}
