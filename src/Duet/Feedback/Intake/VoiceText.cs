using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Duet.Feedback.Intake;

/// <summary>Makes what anybody may have typed fit to be kept and shown: whole characters, one form, nothing that hides or turns other text.</summary>
internal static class VoiceText
{
    private const int MostMarks = 4;

    /// <summary>Many lines, as they were written but for signs that no reader sees.</summary>
    public static string Body(string text)
    {
        var kept = new StringBuilder(text.Length);
        var runes = text.ReplaceLineEndings("\n").EnumerateRunes().ToArray();
        var marks = 0;
        for (var i = 0; i < runes.Length; i++)
        {
            if (!IsKept(runes, i) || (marks = IsMark(runes[i]) ? marks + 1 : 0) > MostMarks)
                continue;
            kept.Append(runes[i]);
        }
        return kept.ToString().Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>One line.</summary>
    public static string Line(string text) =>
        string.Join(' ', Body(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>At most so many characters, whole ones, and a sign that there were more.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest - 1;
        while (end > 0 && (char.IsLowSurrogate(text[end]) || CharUnicodeInfo.GetUnicodeCategory(text, end) == UnicodeCategory.NonSpacingMark))
            end--;
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>What tells a repetition from another text under the same id.</summary>
    public static byte[] Hash(string title, string body) => SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\0{body}"));

    // An unpaired half comes as U+FFFD from the enumeration. The signs that turn or hide text are formats, all but those that scripts need.
    private static bool IsKept(Rune[] runes, int at) => Rune.GetUnicodeCategory(runes[at]) switch
    {
        UnicodeCategory.Control => runes[at].Value is '\n' or '\t',
        UnicodeCategory.Format => runes[at].Value is 0x200C or 0x200D && at > 0 && at < runes.Length - 1 && IsJoined(runes[at - 1]) && IsJoined(runes[at + 1]),
        _ => runes[at] != Rune.ReplacementChar,
    };

    // Between letters of scripts that join, and between the parts of one picture.
    private static bool IsJoined(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherLetter or UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.ModifierSymbol;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
