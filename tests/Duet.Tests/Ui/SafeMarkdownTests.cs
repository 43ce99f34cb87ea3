using System.Diagnostics;
using Duet.Platform.Ui;

namespace Duet.Tests.Ui;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("![x](https://elsewhere.example/pixel.png)")]
    [InlineData("<svg onload=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html,x)")]
    [InlineData("<math><mtext><table><mglyph><style><img src onerror=alert(1)>")]
    public void Html_OfHostileText_IsInertAndFetchesNothing(string text)
    {
        var html = SafeMarkdown.Html(text).Value;

        foreach (var tag in new[] { "<script", "<img", "<svg", "<math", "<style", "href=\"javascript", "href=\"data" })
            Assert.DoesNotContain(tag, html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData('>')]
    [InlineData('*')]
    [InlineData('[')]
    public void Html_OfTextNestedWithoutEnd_IsTheTextAndQuick(char nested)
    {
        var text = new string(nested, 10_000) + "end";
        SafeMarkdown.Html(text);
        var start = Stopwatch.GetTimestamp();

        var html = SafeMarkdown.Html(text).Value;

        Assert.Contains("end", html, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Html_OfALinkElsewhere_GainsItNothing()
    {
        Assert.Contains("rel=\"nofollow ugc noopener\"", SafeMarkdown.Html("[x](https://elsewhere.example/)").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=", SafeMarkdown.Html("[x](/metrics)").Value, StringComparison.Ordinal);
    }
}
