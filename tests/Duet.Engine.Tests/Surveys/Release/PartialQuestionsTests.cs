using Duet.Engine.Surveys;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>Questions that not everybody answers: what is said of them must not tell how many of the others there were.</summary>
public sealed class PartialQuestionsTests
{
    private static readonly InstrumentItem Parent = Item("parent", null), Child = Item("child", new ItemCondition("parent", [4, 5]));

    [Theory]
    [InlineData(40, 0, true)]
    [InlineData(39, 1, true)]
    [InlineData(36, 4, true)]
    [InlineData(35, 5, false)]
    [InlineData(5, 35, false)]
    [InlineData(4, 36, true)]
    public void Release_OfAQuestionAskedAfterAnAnswer_NeedsEnoughOfBoth(int asked, int others, bool isHidden)
    {
        var release = Release([new("a", "parent", 4, asked), new("a", "parent", 2, others), new("a", "child", 5, asked / 2), new("a", "child", 1, asked - asked / 2)]);

        Assert.Equal(isHidden, release.Cells.Single(cell => cell is { Measure: "child", Form: ReleaseForm.Share }).Hidden is not null);
        Assert.Null(release.Cells.Single(cell => cell is { Measure: "parent", Form: ReleaseForm.Share }).Hidden);
    }

    [Fact]
    public void Release_OfAFewWhoDoNotKnow_LooksAsIfThereWereNone()
    {
        var (none, two) = (
            Release([new("a", "parent", 4, 22), new("a", "parent", 2, 22), new("a", "other", 5, 22), new("a", "other", 1, 22)]),
            Release([new("a", "parent", 4, 22), new("a", "parent", 2, 22), new("a", "other", 5, 21), new("a", "other", 1, 21), new("a", "other", null, 2)]));

        Assert.Equal(EveryAnswerSet.Everything(none), EveryAnswerSet.Everything(two));
    }

    private static WaveRelease Release(AnswerCount[] answers) => Releasing.Of(new ReleaseInput(
        new Instrument("x", 1, "", "", [Parent, Child, Item("other", null)], null, "", ["en"]),
        new Frozen([new Leaf("a", new Dictionary<string, string>(), [])], [new CatalogueCell("", new Dictionary<string, string>(), ["a"])], []),
        5, new Dictionary<string, int> { ["a"] = 60 }, answers, null, null, 1));

    private static InstrumentItem Item(string key, ItemCondition? when) =>
        new(key, ItemKind.Scale, "", "", ["1", "2", "3", "4", "5"], false, true, when, null, null) { Favourable = [4, 5] };
}
