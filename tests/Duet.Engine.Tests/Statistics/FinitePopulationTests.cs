using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class FinitePopulationTests
{
    [Theory]
    [InlineData(15, 20, 0.130)]
    [InlineData(30, 50, 0.114)]
    [InlineData(60, 100, 0.080)]
    [InlineData(8, 10, 0.163)]
    public void MarginOfError_PublishedSizes_HasThePublishedWidth(int n, int population, double margin) =>
        Assert.Equal(margin, FinitePopulation.MarginOfError(n, population), 0.0005);

    [Theory]
    [InlineData(50, 34)]
    [InlineData(100, 50)]
    [InlineData(500, 81)]
    public void AnswersNeeded_TenPoints_IsThePublishedNumber(int population, int needed) =>
        Assert.Equal(needed, FinitePopulation.AnswersNeeded(0.1, population));

    [Fact]
    public void AnswersNeeded_AnyPopulation_IsTheFewestThatDo() =>
        Gen.Select(Gen.Long[2, 3000], Gen.Double[0.02, 0.4]).Sample((population, margin) =>
        {
            var needed = FinitePopulation.AnswersNeeded(margin, population);
            Assert.True(FinitePopulation.MarginOfError(needed, population) <= margin + 1e-9);
            Assert.True(needed == 1 || FinitePopulation.MarginOfError(needed - 1, population) > margin - 1e-9);
        });

    [Fact]
    public void EffectiveN_HandComputed_GrowsToInfinity()
    {
        Assert.Equal(57, FinitePopulation.EffectiveN(15, 20));
        Assert.Equal(1, FinitePopulation.EffectiveN(1, 20));
        Assert.Equal(double.PositiveInfinity, FinitePopulation.EffectiveN(20, 20));
        Assert.Equal(1, FinitePopulation.MarginOfError(0, 20));
    }
}
