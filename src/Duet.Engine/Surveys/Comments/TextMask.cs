using System.Text;
using System.Text.RegularExpressions;
using Duet.Engine.Voices;

namespace Duet.Engine.Surveys.Comments;

/// <summary>
/// Takes out of a text what names somebody: links, mail addresses, @handles, full names of known people in any case, and one part
/// of a name, of three letters or more, where it is written with a capital. How somebody writes stays, and may be known.
/// </summary>
public sealed class TextMask
{
    public const string Name = "[name]";
    public const string Mail = "[mail]";
    public const string Handle = "[handle]";
    public const string Link = "[link]";
    private const int ShortestPart = 3;

    // Without backtracking: nobody's text may take longer than its length.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private static readonly Regex Links = new(@"(?:[a-z][a-z0-9+.-]*://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::[0-9]+)?/\S*", Options);
    private static readonly Regex Mails = new(@"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*", Options);
    private static readonly Regex Handles = new(@"@[\w-]+(?:\.[\w-]+)*", Options);
    private static readonly Regex Words = new(@"[\p{L}\p{M}]+", Options);

    private readonly HashSet<string> parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string[]>> full = new(StringComparer.Ordinal);

    /// <param name="names">Of the people who may be spoken of, as they are shown; may be empty.</param>
    public TextMask(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            string[] words = [.. Words.Matches(name.Normalize(NormalizationForm.FormC)).Select(word => word.Value)];
            parts.UnionWith(words.Where(word => word.Length >= ShortestPart && char.IsUpper(word[0])).Select(VoiceWords.Fold));
            if (words.Length < 2)
                continue;
            string[] folded = [.. words.Select(VoiceWords.Fold)];
            Know(folded);
            // Written as one word, or with a sign between that nobody sees.
            Know([string.Concat(folded)]);
        }
    }

    /// <summary>The text with each of them replaced by its kind in brackets; empty stays empty.</summary>
    public string Of(string text)
    {
        text = Links.Replace(text.Normalize(NormalizationForm.FormC), Link);
        text = Handles.Replace(Mails.Replace(text, Mail), Handle);
        var words = Words.Matches(text);
        string[] folded = [.. words.Select(word => VoiceWords.Fold(word.Value))];
        var masked = new StringBuilder(text.Length);
        var (done, wasName) = (0, false);
        for (var at = 0; at < words.Count;)
        {
            var length = NameAt(folded, at);
            if (length == 0 && char.IsUpper(words[at].Value[0]) && parts.Contains(folded[at]))
                length = 1;
            if (length == 0)
            {
                at++;
                continue;
            }
            var between = text[done..words[at].Index];
            // Parts of one name that stand side by side are one.
            if (!(wasName && string.IsNullOrWhiteSpace(between)))
                masked.Append(between).Append(Name);
            var last = words[at + length - 1];
            (done, wasName, at) = (last.Index + last.Length, true, at + length);
        }
        return masked.Append(text.AsSpan(done)).ToString();
    }

    /// <summary>How many words from here on are a full name; 0 for none.</summary>
    private int NameAt(string[] words, int at) =>
        full.GetValueOrDefault(words[at])?.Where(name => at + name.Length <= words.Length && words.AsSpan(at, name.Length).SequenceEqual(name)).Select(name => name.Length).DefaultIfEmpty().Max() ?? 0;

    private void Know(string[] name)
    {
        if (!full.TryGetValue(name[0], out var known))
            full[name[0]] = known = [];
        known.Add(name);
    }
}
