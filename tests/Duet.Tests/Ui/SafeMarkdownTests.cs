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
    [InlineData(">", 10_000)]
    [InlineData("*", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("[", 1_000)]
    [InlineData("a|", 1_000)]
    [InlineData("*a_", 500)]
    public void Html_OfTextNestedWithoutEnd_IsTheTextAndQuick(string nested, int times)
    {
        var text = string.Concat(Enumerable.Repeat(nested, times)) + "end";
        var least = TimeSpan.MaxValue;
        var html = "";
        // The least of some attempts, the first of which still compiles: others share the machine.
        for (var attempt = 0; attempt < 10 && least > TimeSpan.FromMilliseconds(50); attempt++)
        {
            var start = Stopwatch.GetTimestamp();
            html = SafeMarkdown.Html(text).Value;
            least = TimeSpan.FromTicks(Math.Min(least.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        Assert.Contains("end", html, StringComparison.Ordinal);
        Assert.InRange(least, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Html_OfALinkElsewhere_GainsItNothing()
    {
        Assert.Contains("rel=\"nofollow ugc noopener\"", SafeMarkdown.Html("[x](https://elsewhere.example/)").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=", SafeMarkdown.Html("[x](/metrics)").Value, StringComparison.Ordinal);
    }
}
