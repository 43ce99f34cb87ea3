using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MimeKit;

namespace Duet.Feedback.Mailbox;

/// <summary>What somebody wrote in a mail: without the mail it answers, without signature, without markup.</summary>
internal static partial class MailText
{
    /// <summary>The subject without "Re:" and the like.</summary>
    public static string Title(MimeMessage message) => Prefixes().Replace(message.Subject ?? "", "").Trim();

    public static string Body(MimeMessage message)
    {
        var text = message.TextBody ?? Plain(message.HtmlBody ?? "");
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        var signature = lines.FindIndex(line => line is "-- " or "--");
        if (signature >= 0)
            lines = lines[..signature];
        // Only what stands at the end is the mail that is answered; between a person's lines a quotation is part of what they say.
        while (lines.Count > 0 && (lines[^1].TrimEnd().Length == 0 || lines[^1].StartsWith('>') || Introduction().IsMatch(lines[^1])))
            lines.RemoveAt(lines.Count - 1);
        return string.Join('\n', lines).Trim();
    }

    private static string Plain(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var unseen in document.QuerySelectorAll("script, style, head, template").ToList())
            unseen.Remove();
        foreach (var end in document.QuerySelectorAll("br, p, div, li, tr, h1, h2, h3, blockquote").ToList())
            end.InsertAfter(document.CreateTextNode("\n"));
        return Gaps().Replace(document.Body?.TextContent ?? "", "\n\n");
    }

    [GeneratedRegex(@"^(?:\s*(?:re|aw|fw|fwd|wg|sv|rif)\s*(?:\[\d+\])?\s*:)+", RegexOptions.IgnoreCase)]
    private static partial Regex Prefixes();

    [GeneratedRegex(@"^(?:On|Am) .{0,200}(?:wrote|schrieb).{0,100}:\s*$")]
    private static partial Regex Introduction();

    [GeneratedRegex(@"\n[ \t]*\n\s*")]
    private static partial Regex Gaps();
}
