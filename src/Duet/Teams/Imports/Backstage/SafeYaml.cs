using System.Globalization;
using System.Text;
using Duet.Teams.Imports.Csv;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Duet.Teams.Imports.Backstage;

/// <summary>
/// YAML from outside as plain texts, lists and maps. Anchors, aliases and tags are refused: they let a small file become a
/// large one or name types, and a catalogue needs neither. Depth and size have limits, and a key may stand once.
/// </summary>
internal sealed class SafeYaml
{
    private readonly string file;
    private readonly Parser parser;
    private Mark reached = Mark.Empty;

    private SafeYaml(string file, string text) => (this.file, parser) = (file, new Parser(new StringReader(text)));

    /// <summary>The maps at the top of a file's documents; empty documents are passed over.</summary>
    /// <exception cref="UnreadableException">It is no YAML, or YAML that is refused; the spot has line and column.</exception>
    public static IReadOnlyList<YamlMap> Documents(ImportFile source)
    {
        if (source.Bytes.Length > ImportLimits.YamlBytes)
            throw UnreadableException.TooLarge(new Spot(source.Name), "size", ImportLimits.YamlBytes / 1024 / 1024);
        var text = Encoding.UTF8.GetString(TextBytes.Utf8Of(source).Span);
        var yaml = new SafeYaml(source.Name, text);
        try
        {
            return [.. yaml.Read()];
        }
        catch (YamlException broken)
        {
            throw UnreadableException.Problem(yaml.Tab(text) ?? yaml.At(broken.Start), "yaml");
        }
        catch (InvalidOperationException)
        {
            // The parser's own way of saying that something stands where nothing can.
            throw UnreadableException.Problem(yaml.At(yaml.reached), "yaml");
        }
    }

    private IEnumerable<YamlMap> Read()
    {
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            var value = Value(1);
            parser.Consume<DocumentEnd>();
            if (value is YamlMap map)
                yield return map;
            else if (value is not YamlText { Value.Length: 0 })
                throw UnreadableException.Problem(new Spot(file, value.Line, Number(value.Column)), "yaml-map");
        }
    }

    private YamlValue Value(int depth)
    {
        var next = parser.Current ?? throw new YamlException("The document ends here.");
        reached = next.Start;
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false })
            throw UnreadableException.Problem(At(next.Start), "yaml-alias");
        if (next is NodeEvent { Tag.IsEmpty: false })
            throw UnreadableException.Problem(At(next.Start), "yaml-tag");
        if (depth > ImportLimits.YamlDepth)
            throw UnreadableException.Problem(At(next.Start), "yaml-deep", ImportLimits.YamlDepth);
        var (line, column) = ((int)next.Start.Line, (int)next.Start.Column);
        if (parser.TryConsume<YamlDotNet.Core.Events.Scalar>(out var scalar))
            return new YamlText(scalar is { Style: ScalarStyle.Plain, Value: "null" or "~" } ? "" : scalar.Value, line, column);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            List<YamlValue> items = [];
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Value(depth + 1));
            return new YamlList(items, line, column);
        }
        parser.Consume<MappingStart>();
        Dictionary<string, YamlValue> fields = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = Value(depth + 1);
            if (key is not YamlText name)
                throw UnreadableException.Problem(new Spot(file, key.Line, Number(key.Column)), "yaml-key");
            if (!fields.TryAdd(name.Value, Value(depth + 1)))
                throw UnreadableException.Problem(new Spot(file, key.Line, Number(key.Column)), "yaml-twice", Checked.Shown(name.Value));
        }
        return new YamlMap(fields, line, column);
    }

    // A tab that indents is the commonest fault, and the parser notices it far from where it stands.
    private Spot? Tab(string text)
    {
        var at = text.StartsWith('\t') ? 0 : text.IndexOf("\n\t", StringComparison.Ordinal) + 1;
        return at == 0 && !text.StartsWith('\t') ? null : new Spot(file, text.AsSpan(0, at).Count('\n') + 1, "1");
    }

    private Spot At(Mark mark) => new(file, (int)mark.Line, Number((int)mark.Column));

    private static string Number(int column) => column.ToString(CultureInfo.InvariantCulture);
}
