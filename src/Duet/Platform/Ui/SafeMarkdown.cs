using System.Text.Encodings.Web;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui;

/// <summary>Turns Markdown that anybody may have written into harmless HTML: no HTML of theirs, no pictures, nothing from elsewhere.</summary>
internal static class SafeMarkdown
{
    // Marks that may open something look for their end: the reader's time grows with the square of those that have none.
    private const string Marks = "[*_>`~<|";
    private const int MostMarks = 1_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();
    private static readonly HtmlSanitizer Sanitizer = Harmless();

    public static MarkupString Html(string markdown)
    {
        if (markdown.Count(Marks.Contains) > MostMarks)
            return AsWritten(markdown);
        try
        {
            return (MarkupString)Sanitizer.Sanitize(Markdown.ToHtml(markdown, Pipeline));
        }
        catch (ArgumentException)
        {
            // Nested too deeply to be meant: shown as it was written.
            return AsWritten(markdown);
        }
    }

    private static MarkupString AsWritten(string text) =>
        (MarkupString)$"<p>{string.Join("<br>", text.Split('\n').Select(HtmlEncoder.Default.Encode))}</p>";

    private static HtmlSanitizer Harmless()
    {
        var sanitizer = new HtmlSanitizer();
        foreach (var tag in new[] { "img", "form", "input", "button", "style", "iframe", "video", "audio" })
            sanitizer.AllowedTags.Remove(tag);
        sanitizer.AllowedAttributes.Remove("style");
        sanitizer.AllowedAttributes.Remove("class");
        sanitizer.AllowedAttributes.Remove("id");
        sanitizer.AllowedAttributes.Add("rel");
        sanitizer.PostProcessNode += (_, processed) =>
        {
            // Links that leave this site gain nobody anything.
            if (processed.Node is IHtmlAnchorElement link && link.GetAttribute("href")?.Contains("//", StringComparison.Ordinal) == true)
                link.SetAttribute("rel", "nofollow ugc noopener");
        };
        return sanitizer;
    }
}
