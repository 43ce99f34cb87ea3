using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Duet.Engine.Identity;

/// <summary>A name as it is compared: lower case, no accents, given names first, no titles and additions.</summary>
public sealed class PersonalName
{
    // From here on scripts write names without blanks.
    private const char FirstIdeograph = '\u2e80';

    private static readonly FrozenSet<string> Additions = new[]
    {
        "dr", "prof", "mr", "mrs", "ms", "ing", "dipl", "jr", "sr", "ii", "iii", "iv", "phd", "msc", "bsc", "mba",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<char, string> Letters = new Dictionary<char, string>
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ł'] = "l",
        ['ı'] = "i",
    }.ToFrozenDictionary();

    private PersonalName(IReadOnlyList<string> words)
    {
        Words = words;
        Text = string.Join(' ', words);
        Joined = string.Concat(words);
        Sorted = words.Count > 1 ? string.Join(' ', words.Order(StringComparer.Ordinal)) : Text;
        var ideographs = words.Count == 1 && words[0].Length > 1 && words[0][0] >= FirstIdeograph;
        IsFull = ideographs || (words.Count > 1 && words[^1].Length > 1);
        (Given, Family) = ideographs ? (words[0][1..], words[0][..1]) : IsFull ? (words[0], words[^1]) : (Text, "");
    }

    /// <summary>The words of the name in order; empty for a text without letters.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The words with spaces between them.</summary>
    public string Text { get; }

    /// <summary>The words without anything between them.</summary>
    public string Joined { get; }

    /// <summary>The words in order of the alphabet: the same for "Doe Jane" and "Jane Doe".</summary>
    public string Sorted { get; }

    /// <summary>Has a given and a family name; without that it is no more than a nickname.</summary>
    public bool IsFull { get; }

    /// <summary>The first word; all of it where the name is not full.</summary>
    public string Given { get; }

    /// <summary>The last word; empty where the name is not full.</summary>
    public string Family { get; }

    /// <summary>Reads a name as people and programs write it: "Doe, Jane (EXT)", "JANE DOE", "jane.doe@example.org".</summary>
    public static PersonalName Of(string text)
    {
        text = text.Trim();
        if (text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && !text.Contains(' ', StringComparison.Ordinal))
            text = text[..at].Split('+')[0].Replace('.', ' ').Replace('_', ' ');
        text = WithoutBrackets(text);
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && !text.AsSpan(comma + 1).Contains(','))
            text = $"{text[(comma + 1)..]} {text[..comma]}";
        return new PersonalName(Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Additions.Contains(word)).ToList());
    }

    private static string WithoutBrackets(string text)
    {
        if (text.AsSpan().IndexOfAny("([<\"") < 0)
            return text;
        var kept = new StringBuilder(text.Length);
        var (depth, quoted) = (0, false);
        foreach (var letter in text)
        {
            if (letter is '(' or '[' or '<')
                depth++;
            else if (letter is ')' or ']' or '>')
                depth = Math.Max(0, depth - 1);
            else if (letter == '"')
                quoted = !quoted;
            else if (depth == 0 && !quoted)
                kept.Append(letter);
        }
        // A bracket that hides everything, or was never closed, is part of the name.
        return string.IsNullOrWhiteSpace(kept.ToString()) ? text : kept.ToString();
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKD))
        {
            if (letter is '\'' or '’' or '`' || (!char.IsAscii(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark))
                continue;
            var low = char.ToLowerInvariant(letter);
            if (Letters.TryGetValue(low, out var plain))
                folded.Append(plain);
            else
                folded.Append(char.IsLetterOrDigit(low) || char.IsSurrogate(low) ? low : ' ');
        }
        return folded.ToString();
    }
}
