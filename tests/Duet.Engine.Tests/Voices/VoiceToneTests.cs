using Duet.Engine.Voices;

namespace Duet.Engine.Tests.Voices;

public sealed class VoiceToneTests
{
    [Fact]
    public void Texts_FewerThanFive_HaveNoTone() => Assert.Null(VoiceTone.Of(["bad", "bad", "bad", "bad"]));

    [Theory]
    [InlineData(ToneWord.Critical, "It is slow", "Broken again", "The export fails", "Could be bigger", "thanks, but it crashes and loses rows")]
    [InlineData(ToneWord.Glad, "I love it", "Great, thanks", "So much faster", "Could be bigger", "Works")]
    [InlineData(ToneWord.Mixed, "I love it", "Broken again", "Could be bigger", "Blue would be a colour", "A column more")]
    public void Texts_Together_SoundAsMostOfThemDo(ToneWord expected, params string[] texts) => Assert.Equal(expected, VoiceTone.Of(texts)!.Sounds);

    [Fact]
    public void Words_TurnedRound_CountForTheOtherSide() =>
        Assert.Equal(new ToneOfTexts(5, 5, 0), VoiceTone.Of(["not good", "not easy", "it never works", "no useful answer", "nicht gut"]));
}
