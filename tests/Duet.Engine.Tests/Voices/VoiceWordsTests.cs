using Duet.Engine.Voices;

namespace Duet.Engine.Tests.Voices;

public sealed class VoiceWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \n ?! ", "")]
    [InlineData("Crème BRÛLÉE", "creme brulee")]
    [InlineData("ﬁle №5 ①", "file no5 1")]
    [InlineData("don't stop-me.now/x", "don t stop me now x")]
    [InlineData("zero\u200Bwidth \u202Eturned", "zerowidth turned")]
    [InlineData("Straße ΔΕΛΤΑ", "straße δελτα")]
    [InlineData("half \ud800 pair", "half pair")]
    [InlineData("日本語 한국어", "日本語 한국어")]
    public void Fold_Text_HasPlainWords(string text, string folded) => Assert.Equal(folded, VoiceWords.Fold(text));

    [Fact]
    public void Fold_AgainOrALongWord_ChangesNothingMore()
    {
        var once = VoiceWords.Fold(new string('x', 1_000) + " Åström");

        Assert.Equal(new string('x', 64) + " astrom", once);
        Assert.Equal(once, VoiceWords.Fold(once));
    }
}
