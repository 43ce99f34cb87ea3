using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Tests.Surveys.Scoring;

public sealed class ScoresTests
{
    [Theory]
    [InlineData("4,2,4,1,4,2,5,1,4,2", 82.5)]
    [InlineData("3,3,3,3,3,3,3,3,3,3", 50)]
    [InlineData("5,1,5,1,5,1,5,1,5,1", 100)]
    [InlineData("1,5,1,5,1,5,1,5,1,5", 0)]
    public void Sus_PublishedAnswers_HasThePublishedScore(string answers, double score) =>
        Assert.Equal(score, Sus.Of([.. answers.Split(',').Select(int.Parse)]));

    [Fact]
    public void Sus_NineAnswersOrSix_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sus.Of([1, 2, 3, 4, 5, 1, 2, 3, 4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sus.Of([1, 2, 3, 4, 5, 1, 2, 3, 4, 6]));
    }

    [Theory]
    [InlineData(6, 5, 75, 71.65)]
    [InlineData(7, 7, 100, 87.9)]
    [InlineData(1, 1, 0, 22.9)]
    public void UmuxLite_PublishedAnswers_HasScoreAndEquivalent(int a, int b, double score, double sus)
    {
        Assert.Equal(score, UmuxLite.Of(a, b), 10);
        Assert.Equal(sus, UmuxLite.AsSus(UmuxLite.Of(a, b)), 10);
    }

    [Fact]
    public void TaskLoad_HandComputed_RawAndWeighted()
    {
        int[] ratings = [80, 10, 60, 30, 70, 50];

        Assert.Equal(50, TaskLoad.Raw(ratings));
        // (80 * 5 + 60 * 4 + 30 * 1 + 70 * 3 + 50 * 2) / 15
        Assert.Equal(980 / 15.0, TaskLoad.Weighted(ratings, [5, 0, 4, 1, 3, 2]), 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskLoad.Weighted(ratings, [5, 0, 4, 1, 3, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskLoad.Raw([80, 10, 60, 30, 70, 51]));
    }

    [Fact]
    public void Scale_FewerThanHalfAnswered_HasNoMean()
    {
        Assert.Equal(4, Scale.MeanOf([3, 5, null, null]));
        Assert.Null(Scale.MeanOf([3, null, null]));
        Assert.Null(Scale.MeanOf([]));
        Assert.Equal(2, Scale.Reverse(4, 1, 5));
        Assert.Equal(75, Scale.ToHundred(4, 1, 5));
    }

    [Theory]
    [InlineData(29, 100, ResponseBand.Nothing)]
    [InlineData(30, 100, ResponseBand.Hints)]
    [InlineData(50, 100, ResponseBand.Care)]
    [InlineData(3, 5, ResponseBand.Usable)]
    public void Response_Rates_FallIntoTheirBands(int answered, int asked, ResponseBand band) =>
        Assert.Equal(band, Response.Band(answered, asked));

    [Fact]
    public void WorstCase_SilentPeople_WidenTheShare()
    {
        var bounds = Response.WorstCase(0.75, 0.4);

        Assert.Equal((0.3, 0.55), (Math.Round(bounds.Low, 10), Math.Round(bounds.High, 10)));
    }
}
