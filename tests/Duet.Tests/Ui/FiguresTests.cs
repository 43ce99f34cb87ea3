using Duet.Engine.Metrics;
using Duet.Platform.Ui;

namespace Duet.Tests.Ui;

public sealed class FiguresTests
{
    private readonly Figures figures = UiFixture.Get<Figures>();

    [Theory]
    [InlineData(0.7, Unit.Hours, "42\u00a0min")]
    [InlineData(14.2, Unit.Hours, "14.2\u00a0h")]
    [InlineData(76.8, Unit.Hours, "3.2\u00a0d")]
    [InlineData(41.3, Unit.Days, "41\u00a0d")]
    [InlineData(0.5, Unit.Days, "12\u00a0h")]
    [InlineData(0.612, Unit.Share, "61\u00a0%")]
    [InlineData(0.0614, Unit.Share, "6.1\u00a0%")]
    [InlineData(0, Unit.Share, "0\u00a0%")]
    [InlineData(4318, Unit.Count, "4\u202f318")]
    [InlineData(1, Unit.Lines, "1\u00a0line")]
    [InlineData(97.5, Unit.Lines, "97.5\u00a0lines")]
    [InlineData(-3.25, Unit.Number, "\u22123.3")]
    [InlineData(0.004, Unit.Number, "0")]
    public void Short_ChoosesAFittingUnitAndPrecision(double value, Unit unit, string expected) =>
        Assert.Equal(expected, figures.Short(value, unit));

    [Fact]
    public void Short_WithoutAValue_SaysSo() => Assert.Equal("no value", figures.Short(null, Unit.Days));

    [Theory]
    [InlineData(1, Unit.Days, "1\u00a0day")]
    [InlineData(1, Unit.Hours, "1\u00a0hour")]
    [InlineData(1.25, Unit.Hours, "75\u00a0minutes")]
    [InlineData(1, Unit.People, "1\u00a0person")]
    [InlineData(41, Unit.Days, "41\u00a0days")]
    public void Long_WritesTheUnitOut(double value, Unit unit, string expected) => Assert.Equal(expected, figures.Long(value, unit));

    [Fact]
    public void Long_LikeAnotherValue_SharesItsUnit() =>
        Assert.Equal("1.9\u00a0days", figures.Long(45.1, Unit.Hours, like: 52));

    [Fact]
    public void Range_GivesBothBoundsOneUnit() => Assert.Equal("29 to 38\u00a0days", figures.Range(29, 38, Unit.Days));
}
