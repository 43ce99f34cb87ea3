using System.Buffers;
using System.Globalization;
using System.Text;

namespace Duet.Engine.Voices;

/// <summary>Texts as words: the one folding under which search, likeness and themes all see the same word.</summary>
public static class VoiceWords
{
    private const int LongestWord = 64;

    // What was folded before is mostly of these, and need not be again.
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789 ");

    /// <summary>
    /// A text as it is searched: compatibility forms and accents folded, in lower case, words set apart by single spaces.
    /// Everything that is neither letter nor digit parts words, so that both databases find the same ones.
    /// </summary>
    /// <returns>Empty for a text without a word.</returns>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var length = 0;
        foreach (var letter in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
            switch (Rune.GetUnicodeCategory(letter))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                    // Accents and invisible signs do not part a word.
                    break;
                case UnicodeCategory.SpacingCombiningMark:
                case var _ when Rune.IsLetterOrDigit(letter):
                    if (length++ < LongestWord)
                        folded.Append(Rune.ToLowerInvariant(letter));
                    break;
                default:
                    if (length > 0)
                        folded.Append(' ');
                    length = 0;
                    break;
            }
        return folded.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words of a text, in its order, each as often as it stands there.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = Split(text.AsSpan().ContainsAnyExcept(Plain) ? Fold(text) : text);
        return Array.Exists(words, word => word.Length > LongestWord) ? Split(Fold(text)) : words;
    }

    private static string[] Split(string folded) => folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Halves of surrogate pairs cannot be normalised.
    private static string Whole(string text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var consumed) == OperationStatus.Done)
            at += consumed;
        if (at == text.Length)
            return text;
        var whole = new StringBuilder(text.Length);
        foreach (var letter in text.EnumerateRunes())
            whole.Append(letter);
        return whole.ToString();
    }
}
