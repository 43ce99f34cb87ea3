using System.Globalization;
using Duet.Engine.Surveys.Comments;

namespace Duet.Engine.Tests.Surveys.Comments;

public sealed class CommentReleaseTests
{
    private const int Runs = 1_000;
    private const int Writers = 40;

    private static readonly TextMask Mask = new(["Ada Linden"]);

    [Theory]
    [InlineData(9, 5, 0)]
    [InlineData(10, 5, 10)]
    [InlineData(11, 12, 0)]
    [InlineData(12, 12, 12)]
    public void Comments_OfAnItem_AreShownFromTenPeopleOn(int people, int k, int shown) =>
        Assert.Equal(shown, CommentRelease.Of(Written(people), k, Mask).Count);

    [Fact]
    public void Comments_OfTwoItems_CountByThemselves()
    {
        List<WrittenComment> written = [.. Written(9, "first"), .. Written(12, "second"), new("blank", "first", " \n", true)];

        Assert.Equal(Enumerable.Repeat("second", 12), CommentRelease.Of(written, 5, Mask).Select(comment => comment.Item));
    }

    [Fact]
    public void Comments_Shown_AreMaskedAndKeepWhatTheirWriterAllowed()
    {
        var written = Written(12).Select((comment, at) => comment with { Text = $"{at} asks Ada", MayQuote = at == 3 });

        var shown = CommentRelease.Of(written, 5, Mask);

        Assert.All(shown, comment => Assert.EndsWith("asks [name]", comment.Text, StringComparison.Ordinal));
        Assert.StartsWith("3 ", Assert.Single(shown, comment => comment.MayQuote).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_OfWhatIsShown_SaysNothingOfTheOrderOfWriting() =>
        Assert.InRange(MeanRankCorrelation(written => CommentRelease.Of(written, 5, Mask)), -0.1, 0.1);

    [Fact]
    public void Order_ThatIsKept_IsNoticed()
    {
        // What the test before measures, of a release that forgot to shuffle, and of one that only turns the order round.
        Assert.True(Math.Abs(MeanRankCorrelation(written => written)) > 0.9);
        Assert.True(Math.Abs(MeanRankCorrelation(written => [.. written.Reverse()])) > 0.9);
    }

    private static double MeanRankCorrelation(Func<IReadOnlyList<WrittenComment>, IReadOnlyList<WrittenComment>> release)
    {
        var sum = 0.0;
        for (var run = 0; run < Runs; run++)
        {
            // Spearman's rho of two orders without ties.
            var squares = release(Written(Writers)).Select((comment, at) => Math.Pow(at - int.Parse(comment.Key, CultureInfo.InvariantCulture), 2)).Sum();
            sum += 1 - (6 * squares / (Writers * ((Writers * Writers) - 1.0)));
        }
        return sum / Runs;
    }

    private static List<WrittenComment> Written(int people, string item = "comment") =>
        [.. Enumerable.Range(0, people).Select(at => new WrittenComment(at.ToString(CultureInfo.InvariantCulture), item, $"text {at}", true))];
}
