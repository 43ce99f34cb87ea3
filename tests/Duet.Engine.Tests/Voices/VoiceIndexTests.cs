using CsCheck;
using Duet.Engine.Voices;

namespace Duet.Engine.Tests.Voices;

public sealed class VoiceIndexTests
{
    [Fact]
    public void Like_ThreeTexts_HasTheCosineOfTheirVectors()
    {
        var index = new VoiceIndex();
        index.Put(1, "apple", "");
        index.Put(2, "apple", "pear");
        index.Put(3, "plum", "");

        // By hand: tf of a title's word is 1 + ln 2; idf of apple ln(1 + 3/2), of pear ln(1 + 3/1).
        var (apple, pear) = ((1 + Math.Log(2)) * Math.Log(2.5), Math.Log(4));
        var found = Assert.Single(index.LikeText(1, 5, 0));
        Assert.Equal(2, found.Id);
        Assert.Equal(apple / Math.Sqrt(apple * apple + pear * pear), found.Likeness, 12);
    }

    [Fact]
    public void Like_SameWords_IsOneAndStrangersAreNothing()
    {
        var index = new VoiceIndex();
        index.Put(1, "Dark mode", "please");
        index.Put(2, "dark MODE", "Please!");

        Assert.Equal(1, Assert.Single(index.LikeText(1, 5, 0.1)).Likeness, 12);
        Assert.Empty(index.Like("unheard words", "", 5, 0));
        Assert.Empty(index.LikeText(7, 5, 0));
    }

    [Fact]
    public void Remove_Text_IsAsIfItHadNeverBeenThere() => Gen.Select(Gen.Int[0, 5].Array[1, 8].Array[2, 12], Gen.Int[0, 11]).Sample((texts, removed) =>
    {
        var (with, without) = (new VoiceIndex(), new VoiceIndex());
        for (var i = 0; i < texts.Length; i++)
        {
            var body = string.Join(' ', texts[i].Select(word => $"w{word}"));
            with.Put(i, "", "former words");
            with.Put(i, "", body);
            if (i != removed)
                without.Put(i, "", body);
        }
        with.Remove(removed);

        Assert.Equal(without.Count, with.Count);
        for (var i = 0; i < texts.Length; i++)
            Assert.Equal(without.LikeText(i, 20, 0).OrderBy(like => like.Id).Select(like => (like.Id, Math.Round(like.Likeness, 9))),
                with.LikeText(i, 20, 0).OrderBy(like => like.Id).Select(like => (like.Id, Math.Round(like.Likeness, 9))));
    }, iter: 200);
}
