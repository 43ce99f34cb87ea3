using System.Globalization;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using YamlDotNet.RepresentationModel;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Reads a mapping within a page's front matter; what is wrong becomes a note with its place.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, (YamlNode Name, YamlNode Value)> fields = new(StringComparer.Ordinal);
    private readonly PageNotes notes;
    private readonly YamlNode node;

    public YamlFields(YamlNode node, PageNotes notes, string what)
    {
        (this.node, this.notes) = (node, notes);
        if (node is not YamlMappingNode mapping)
            notes.Error(PlaceOf(node), $"expected fields in '{what}', each 'name: value'");
        else
            foreach (var (key, value) in mapping.Children)
                if (key is YamlScalarNode { Value: { } name })
                    fields[name] = (key, value);
    }

    public IEnumerable<string> Names => fields.Keys;

    public static (int Line, int Column) PlaceOf(YamlNode node) => ((int)node.Start.Line, (int)node.Start.Column);

    public (int Line, int Column) PlaceOf(string field) => PlaceOf(fields.TryGetValue(field, out var found) ? found.Value : node);

    public bool Has(string field) => fields.ContainsKey(field);

    public YamlNode? Node(string field) => fields.TryGetValue(field, out var found) ? found.Value : null;

    /// <summary>Notes fields that are not among <paramref name="allowed"/>.</summary>
    public void Only(params IReadOnlyList<string> allowed)
    {
        foreach (var (name, place) in fields)
            if (!allowed.Contains(name))
                notes.Error(PlaceOf(place.Name), $"unknown field '{name}'{Nearest.Hint(name, allowed)}");
    }

    public string Required(string field)
    {
        if (Text(field) is { } text && !string.IsNullOrWhiteSpace(text))
            return text;
        notes.Error(PlaceOf(node), $"the field '{field}' is missing");
        return "";
    }

    public string? Text(string field)
    {
        switch (Node(field))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } value }:
                return value;
            case var other:
                notes.Error(PlaceOf(other), $"expected a text in '{field}'");
                return null;
        }
    }

    public bool Flag(string field)
    {
        var text = Text(field);
        if (text is not (null or "true" or "false"))
            notes.Error(PlaceOf(field), $"expected true or false in '{field}'");
        return text == "true";
    }

    public int Number(string field, int otherwise)
    {
        if (Text(field) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1)
            return number;
        notes.Error(PlaceOf(field), $"expected a whole number from 1 in '{field}'");
        return otherwise;
    }

    public IReadOnlyList<string> List(string field) => Texts(Node(field), field);

    public IReadOnlyList<int> Numbers(string field)
    {
        List<int> numbers = [];
        foreach (var text in List(field))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                notes.Error(PlaceOf(field), $"expected whole numbers in '{field}'");
        }
        return numbers;
    }

    private IReadOnlyList<string> Texts(YamlNode? value, string field)
    {
        if (value is null)
            return [];
        if (value is YamlSequenceNode sequence && sequence.All(child => child is YamlScalarNode))
            return [.. sequence.Select(child => ((YamlScalarNode)child).Value ?? "")];
        notes.Error(PlaceOf(value), $"expected a list of texts in '{field}'");
        return [];
    }
}
