using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class AutocorrelationTests
{
    [Theory]
    [InlineData(1, 0.498408184133)]
    [InlineData(2, 0.384576903905)]
    [InlineData(3, 0.327860437523)]
    public void Lag_Nile_MatchesR(int lag, double expected) =>
        Assert.Equal(expected, Autocorrelation.Lag(Published.Nile, lag)!.Value, 11);

    [Fact]
    public void Lag_ConstantOrTooShort_IsNull()
    {
        Assert.Null(Autocorrelation.Lag([0.1, 0.1, 0.1, 0.1], 1));
        Assert.Null(Autocorrelation.Lag([1, 2], 2));
    }
}
