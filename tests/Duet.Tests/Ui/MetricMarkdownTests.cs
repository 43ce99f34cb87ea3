using Duet.Metrics;

namespace Duet.Tests.Ui;

public sealed class MetricMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[click](javascript:alert(1))")]
    [InlineData("<a href=\"data:text/html,x\">x</a>")]
    public void Markdown_OfAHostilePage_RunsNothing(string text)
    {
        var html = new MetricMarkdown().Of(text).Explanation.Value;

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<a href=\"javascript", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<a href=\"data", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Markdown_SetsTheExampleApart()
    {
        var (explanation, example) = new MetricMarkdown().Of("Why.\n\n## Example\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");

        Assert.Contains("Why.", explanation.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Example", explanation.Value, StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", example.Value, StringComparison.Ordinal);
    }
}
