using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Duet.Engine.Metrics.Pages;

/// <summary>A page's front matter: YAML between two lines of three dashes, then the text people read.</summary>
internal sealed class FrontMatter
{
    private readonly Dictionary<string, YamlNode> fields = [];
    private readonly Dictionary<string, PageText> names = [];
    private readonly PageNotes notes;
    private readonly string source;

    private FrontMatter(string source, PageNotes notes) => (this.source, this.notes) = (source, notes);

    /// <summary>The page's text in Markdown, behind the front matter.</summary>
    public string Body { get; private init; } = "";

    /// <summary>The line of the page on which <see cref="Body"/> starts, from 1.</summary>
    public int BodyLine { get; private init; }

    public IEnumerable<PageText> Names => names.Values;

    /// <summary>Null, with a note, where there is no front matter or it is no YAML mapping.</summary>
    public static FrontMatter? Read(string page, PageNotes notes)
    {
        var text = page.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        var end = text.StartsWith("---\n", StringComparison.Ordinal) ? text.IndexOf("\n---", 3, StringComparison.Ordinal) : -1;
        if (end < 0 || (end + 4 < text.Length && text[end + 4] != '\n'))
        {
            notes.Error(1, 1, "expected front matter: a line '---', the fields, and a line '---'");
            return null;
        }
        // The first line stays, as a blank one, so that YAML counts the page's lines.
        var source = "\n" + text[4..(end + 1)];
        var body = Math.Min(text.Length, end + 5);
        var matter = new FrontMatter(source, notes) { Body = text[body..], BodyLine = text.AsSpan(0, body).Count('\n') + 1 };
        return matter.Load() ? matter : null;
    }

    public bool Has(string field) => fields.ContainsKey(field);

    /// <summary>The field as YAML; null where it is missing.</summary>
    public YamlNode? Node(string field) => fields.GetValueOrDefault(field);

    /// <summary>The field's text; null where it is missing, or, with a note, where it is no text.</summary>
    public PageText? Text(string field) => fields.TryGetValue(field, out var node) ? TextOf(node, field) : null;

    /// <summary>The field's texts; a single text counts as a list of one; empty where it is missing.</summary>
    public IReadOnlyList<PageText> List(string field) => fields.GetValueOrDefault(field) switch
    {
        null => [],
        YamlSequenceNode sequence => [.. sequence.Select(node => TextOf(node, field)).OfType<PageText>()],
        var node => TextOf(node, field) is { } text ? [text] : [],
    };

    /// <summary>The field's entries, each a mapping with exactly the texts <paramref name="keys"/>.</summary>
    public IEnumerable<IReadOnlyList<PageText>> Entries(string field, params string[] keys)
    {
        if (!fields.TryGetValue(field, out var node))
            yield break;
        foreach (var entry in node is YamlSequenceNode sequence ? sequence.Children : [node])
        {
            var texts = new List<PageText>();
            if (entry is YamlMappingNode mapping && mapping.Children.Count == keys.Length)
                foreach (var key in keys)
                    if (mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) && TextOf(value, field) is { } text)
                        texts.Add(text);
            if (texts.Count == keys.Length)
                yield return texts;
            else
                notes.Error(Line(entry), Column(entry), $"'{field}' takes entries with {string.Join(" and ", keys.Select(key => $"'{key}:'"))}");
        }
    }

    /// <summary>Where the field's name stands; the page's top where it is missing.</summary>
    public (int Line, int Column) PlaceOf(string field) => names.TryGetValue(field, out var name) ? (name.Line, name.Column) : (1, 1);

    private bool Load()
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(source));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                foreach (var (key, value) in root.Children)
                    if (TextOf(key, "front matter") is { } name)
                        (fields[name.Value], names[name.Value]) = (value, name);
                return true;
            }
            notes.Error(2, 1, "expected fields, one a line, such as 'key: change.count'");
        }
        catch (YamlException exception)
        {
            notes.Error((int)exception.Start.Line, (int)exception.Start.Column, "this is no valid YAML: " + exception.Message.TrimEnd('.')
                + "; texts with ': ' or ' #' or a leading quote need quotes around the whole value");
        }
        return false;
    }

    private PageText? TextOf(YamlNode node, string field)
    {
        if (node is YamlScalarNode { Value: { } value })
            return new PageText(value, Line(node), Column(node), source[(int)node.Start.Index..]);
        notes.Error(Line(node), Column(node), $"expected a text in '{field}'");
        return null;
    }

    private static int Line(YamlNode node) => (int)node.Start.Line;

    private static int Column(YamlNode node) => (int)node.Start.Column;
}
