using System.Collections.Concurrent;
using Duet.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace Duet.Metrics;

/// <summary>Turns the text of metric pages into harmless HTML: users write pages too.</summary>
internal sealed class MetricMarkdown
{
    private const string ExampleHead = "\n## Example";
    private readonly ConcurrentDictionary<string, MarkupString> rendered = new();

    /// <summary>The explanation, and the worked example apart from it; empty where the page has none.</summary>
    public (MarkupString Explanation, MarkupString Example) Of(string text)
    {
        var at = text.IndexOf(ExampleHead, StringComparison.Ordinal);
        if (at < 0)
            return (Html(text), default);
        var lineEnd = text.IndexOf('\n', at + 1);
        return (Html(text[..at]), lineEnd < 0 ? default : Html(text[lineEnd..]));
    }

    private MarkupString Html(string markdown) => rendered.GetOrAdd(markdown, SafeMarkdown.Html);
}
