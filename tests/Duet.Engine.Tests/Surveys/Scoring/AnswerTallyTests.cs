using CsCheck;
using Duet.Engine.Statistics;
using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Tests.Surveys.Scoring;

public sealed class AnswerTallyTests
{
    [Fact]
    public void Of_DontKnow_IsOutsideOfEveryDenominator()
    {
        var tally = AnswerTally.Of(1, 5, [1, 3, 4, 5, null, null]);

        Assert.Equal((4, 2, 2), (tally.N, tally.DontKnow, tally.Favourable));
        Assert.Equal(3.25, tally.Mean);
        Assert.Equal([0.25, 0, 0.25, 0.25, 0.25], tally.Distribution);
    }

    [Fact]
    public void Reversed_FivePoints_IsSixMinus()
    {
        var tally = AnswerTally.Of(1, 5, [1, 1, 2, 5, null]).Reversed;

        Assert.Equal([1, 4, 5, 5], tally.Values);
        Assert.Equal((3, 1), (tally.Favourable, tally.DontKnow));
    }

    [Fact]
    public void Of_ValueOffTheScale_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => AnswerTally.Of(1, 5, [0]));

    [Fact]
    public void Against_AnotherWave_IsTheRankTestOfTheAnswers() =>
        Gen.Select(Gen.Int[1, 5].Array[2, 30], Gen.Int[1, 5].Array[2, 30]).Sample((now, then) =>
        {
            var compared = AnswerTally.Of(1, 5, now.Select(v => (int?)v)).Against(AnswerTally.Of(1, 5, then.Select(v => (int?)v)));
            var more = now.Sum(a => then.Count(b => a > b));
            var less = now.Sum(a => then.Count(b => a < b));
            if (now.Concat(then).Distinct().Count() == 1)
                Assert.Null(compared);
            else
                Assert.Equal((double)(more - less) / (now.Length * then.Length), compared!.Value.Delta, 12);
        });

    [Theory]
    [InlineData(60, 20, 20, 40, 15.68)]
    [InlineData(50, 30, 20, 30, 15.31)]
    [InlineData(35, 40, 25, 10, 15.05)]
    [InlineData(8, 5, 2, 40, 36.02)]
    [InlineData(10, 5, 5, 25, 36.34)]
    [InlineData(5, 3, 2, 30, 48.41)]
    [InlineData(0, 10, 0, 0, 0)]
    public void Promoters_PublishedCounts_HavePublishedScoreAndMargin(int promoters, int passives, int detractors, double score, double margin)
    {
        int?[] answers = [.. Enumerable.Range(0, promoters).Select(i => (int?)(9 + i % 2)),
            .. Enumerable.Range(0, passives).Select(i => (int?)(7 + i % 2)), .. Enumerable.Range(0, detractors).Select(i => (int?)(i % 7))];

        var nps = Customers.Promoters(AnswerTally.Of(0, 10, answers))!;

        Assert.Equal(score, nps.Value, 10);
        Assert.Equal(margin, nps.MarginOfError, 0.0051);
    }

    [Theory]
    [InlineData(60, 20, 20, 23.38, 54.29)]
    [InlineData(8, 5, 2, -0.23, 66.9)]
    [InlineData(10, 0, 0, 47.5, 100)]
    public void Promoters_FewAnswers_HaveTheAdjustedInterval(int promoters, int passives, int detractors, double low, double high)
    {
        var tally = new AnswerTally(0, 10, [detractors, 0, 0, 0, 0, 0, 0, passives, 0, 0, promoters]);

        var adjusted = Customers.Promoters(tally)!.Adjusted;

        Assert.Equal(low, adjusted.Low, 0.05);
        Assert.Equal(high, adjusted.High, 0.05);
    }

    [Fact]
    public void Customers_OtherQuestions_CountTheirOwnAnswers()
    {
        Assert.Equal(15, Customers.Satisfied(new AnswerTally(1, 5, [20, 30, 35, 10, 5])));
        Assert.Equal(6, Customers.FoundItEasy(new AnswerTally(1, 7, [1, 1, 1, 1, 1, 2, 3])));
        Assert.Equal(9, Customers.VeryDisappointed(new AnswerTally(1, 3, [5, 6, 9], 4)));
        Assert.Throws<ArgumentException>(() => Customers.Satisfied(new AnswerTally(1, 7, [0, 0, 0, 0, 0, 0, 1])));
    }

    [Fact]
    public void Satisfied_ShareOfHundred_HasWilsonsInterval()
    {
        var satisfied = Customers.Satisfied(new AnswerTally(1, 5, [50, 20, 15, 10, 5]));

        var interval = Proportion.Wilson(satisfied, 100)!.Value;

        Assert.Equal((0.0931, 0.2328), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }
}
