using Duet.Engine.Surveys.Comments;

namespace Duet.Engine.Tests.Surveys.Comments;

public sealed class TextMaskTests
{
    private static readonly TextMask Mask = new(["Ada Linden", "Bo Ek", "Márta O'Neill", "Will Post", "Kim"]);

    [Theory]
    [InlineData("ask ada linden first", "ask [name] first")]
    [InlineData("Ada's reviews wait", "[name]'s reviews wait")]
    [InlineData("ADA said so, and Linden too", "[name] said so, and [name] too")]
    [InlineData("Linden Ada", "[name]")]
    [InlineData("bo ek knows, bo does not", "[name] knows, bo does not")]
    [InlineData("Ma\u0301rta O'Neill", "[name]")]
    [InlineData("AdaLinden and adalinden", "[name] and [name]")]
    [InlineData("Ada\u200BLinden", "[name]")]
    [InlineData("Adá Lindén", "[name]")]
    [InlineData("ada, linden", "[name]")]
    [InlineData("will the post be read?", "will the post be read?")]
    [InlineData("Kimono", "Kimono")]
    [InlineData("write to ada.linden+x@corp.example, please", "write to [mail], please")]
    [InlineData("root@localhost", "[mail]")]
    [InlineData("@ada and @team-checkout.", "[handle] and [handle].")]
    [InlineData("see https://git.example/ada/x?y=1#z and www.example.org", "see [link] and [link]")]
    [InlineData("jira.example.org/browse/AB-1 hangs", "[link] hangs")]
    [InlineData("Version 1.2/3 and e.g. builds", "Version 1.2/3 and e.g. builds")]
    [InlineData("", "")]
    public void Text_WithWhatNamesSomebody_IsMasked(string text, string masked) => Assert.Equal(masked, Mask.Of(text));

    [Fact]
    public void Text_MadeToTakeLong_IsReadInItsLength()
    {
        // By backtracking, either would be read a hundred million times.
        foreach (var text in (string[])[new string('a', 10_000), string.Concat(Enumerable.Repeat("a.", 5_000)), string.Concat(Enumerable.Repeat("Ada ", 2_500))])
            Assert.True(Mask.Of(text).Length <= text.Length);
    }

    [Fact]
    public void Text_WithNobodyKnown_KeepsItsNames() => Assert.Equal("Ada waits", new TextMask([]).Of("Ada waits"));
}
