namespace Duet.Teams.Imports.Backstage;

/// <summary>A value of a YAML document, with where it stands: a text, a list or a map.</summary>
internal abstract record YamlValue(int Line, int Column);

internal sealed record YamlText(string Value, int Line, int Column) : YamlValue(Line, Column);

internal sealed record YamlList(IReadOnlyList<YamlValue> Items, int Line, int Column) : YamlValue(Line, Column);

internal sealed record YamlMap(IReadOnlyDictionary<string, YamlValue> Fields, int Line, int Column) : YamlValue(Line, Column)
{
    public YamlValue? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>The text of a field; null where it is missing, empty or no text.</summary>
    public YamlText? Text(string field) => this[field] is YamlText { Value.Length: > 0 } text ? text : null;

    public YamlMap? Map(string field) => this[field] as YamlMap;

    /// <summary>The texts of a list; a single text counts as one.</summary>
    public IEnumerable<YamlText> Texts(string field) => this[field] switch
    {
        YamlText { Value.Length: > 0 } text => [text],
        YamlList list => list.Items.OfType<YamlText>(),
        _ => [],
    };
}
