using System.Text;
using System.Text.Json;

namespace Duet.Teams.Scim;

/// <summary>Reads filters and the paths of changes, which may have a filter inside: <c>members[value eq "7"].display</c>.</summary>
internal sealed class ScimFilterReader
{
    private const int Longest = 4_000;
    private const int Deepest = 20;
    private const string Delimiters = "()[] ";
    private static readonly HashSet<string> Operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

    private readonly string text;
    private int at;
    private int depth;

    private ScimFilterReader(string text) => this.text = text;

    /// <exception cref="ScimException">It is no filter.</exception>
    public static ScimFilter Filter(string text)
    {
        var reader = new ScimFilterReader(text.Length <= Longest ? text : throw ScimException.BadFilter("The filter is too long."));
        var filter = reader.Or();
        reader.Blanks();
        return reader.at == text.Length ? filter : throw reader.Bad("something behind its end");
    }

    /// <summary>The path, the filter inside of it, and the part behind the filter.</summary>
    /// <exception cref="ScimException">It is no path.</exception>
    public static (ScimPath Path, ScimFilter? Entry, string? Part) Target(string text)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return (ScimPath.Parse(text.Trim()) ?? throw ScimException.BadPath($"'{text}' is no path."), null, null);
        var close = text.LastIndexOf(']');
        if (close < open || ScimPath.Parse(text[..open].Trim()) is not { } path || !(close == text.Length - 1 || text[close + 1] == '.'))
            throw ScimException.BadPath($"'{text}' is no path.");
        return (path, Filter(text[(open + 1)..close]), close == text.Length - 1 ? null : text[(close + 2)..]);
    }

    private ScimFilter Or() => Chain("or", () => Chain("and", Term));

    private ScimFilter Chain(string word, Func<ScimFilter> next)
    {
        List<ScimFilter> parts = [next()];
        while (Take(word))
            parts.Add(next());
        return parts is [var only] ? only : new ScimLogic(word, parts);
    }

    private ScimFilter Term()
    {
        if (++depth > Deepest)
            throw ScimException.BadFilter("The filter is nested too deep.");
        try
        {
            if (Take("not"))
                return new ScimLogic("not", [Group()]);
            Blanks();
            return at < text.Length && text[at] == '(' ? Group() : Compare();
        }
        finally
        {
            depth--;
        }
    }

    private ScimFilter Group()
    {
        Sign('(');
        var inner = Or();
        Sign(')');
        return inner;
    }

    private ScimFilter Compare()
    {
        var path = ScimPath.Parse(Word()) ?? throw Bad("an attribute");
        if (at < text.Length && text[at] == '[')
        {
            Sign('[');
            var inner = Or();
            Sign(']');
            return new ScimEntry(path, inner);
        }
        var word = Word().ToLowerInvariant();
        if (word == "pr")
            return new ScimCompare(path, word, null);
        return Operators.Contains(word) ? new ScimCompare(path, word, Value()) : throw Bad("an operator");
    }

    private JsonElement Value()
    {
        Blanks();
        var start = at;
        if (at < text.Length && text[at] == '"')
        {
            for (at++; at < text.Length && text[at] != '"'; at++)
                if (text[at] == '\\')
                    at++;
            at++;
        }
        else
            while (at < text.Length && !Delimiters.Contains(text[at], StringComparison.Ordinal))
                at++;
        if (at > text.Length)
            throw Bad("the end of a text");
        try
        {
            // Entra writes True and False.
            var value = text[start..at];
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value is "True" or "False" ? value.ToLowerInvariant() : value));
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            throw Bad("a value");
        }
    }

    private string Word()
    {
        Blanks();
        var start = at;
        while (at < text.Length && !Delimiters.Contains(text[at], StringComparison.Ordinal))
            at++;
        return text[start..at];
    }

    private bool Take(string word)
    {
        Blanks();
        var end = at + word.Length;
        if (end >= text.Length || string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || text[end] is not (' ' or '('))
            return false;
        at = end;
        return true;
    }

    private void Sign(char sign)
    {
        Blanks();
        if (at >= text.Length || text[at] != sign)
            throw Bad($"'{sign}'");
        at++;
    }

    private void Blanks()
    {
        while (at < text.Length && text[at] == ' ')
            at++;
    }

    private ScimException Bad(string expected) => ScimException.BadFilter($"The filter is not understood at character {Math.Min(at, text.Length) + 1}: expected {expected}.");
}
