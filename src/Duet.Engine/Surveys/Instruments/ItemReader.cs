using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using YamlDotNet.RepresentationModel;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Reads the items of an instrument's page.</summary>
internal sealed class ItemReader(IReadOnlyDictionary<string, IReadOnlyList<string>> lists, PageNotes notes)
{
    private static readonly string[] Fields =
        ["key", "kind", "topic", "text", "answers", "rows", "reverse", "dont_know", "required", "when", "source", "pairs", "step", "favourable"];

    private readonly List<InstrumentItem> items = [];

    public IReadOnlyList<InstrumentItem> Read(YamlNode node)
    {
        if (node is not YamlSequenceNode { Children.Count: > 0 } entries)
            notes.Error(YamlFields.PlaceOf(node), "expected a list of items, each with 'key:' and 'text:'");
        else
            foreach (var entry in entries)
                Read(new YamlFields(entry, notes, "items"));
        return items;
    }

    private void Read(YamlFields fields)
    {
        fields.Only(Fields);
        var key = fields.Required("key");
        if (key.Length > 0 && !InstrumentReader.KeyPattern().IsMatch(key))
            notes.Error(fields.PlaceOf("key"), "expected a key in small letters, such as 'build_speed'");
        if (items.Exists(item => item.Key == key))
            notes.Error(fields.PlaceOf("key"), $"there is an item '{key}' already");
        var kind = Kind(fields);
        var item = new InstrumentItem(
            key, kind, fields.Required("topic"), fields.Required("text").Trim(), Answers(fields, kind), fields.Flag("reverse"), fields.Flag("dont_know"),
            When(fields), fields.Text("source"), fields.Text("pairs"))
        {
            Rows = fields.List("rows"),
            Step = fields.Number("step", 1),
            Required = fields.Flag("required"),
        };
        if (kind == ItemKind.Matrix != item.Rows.Count > 0)
            notes.Error(fields.PlaceOf(fields.Has("rows") ? "rows" : "key"), "a matrix, and nothing else, has 'rows'");
        if (item.Reverse && kind is not (ItemKind.Scale or ItemKind.Matrix))
            notes.Error(fields.PlaceOf("reverse"), "only scales can be reversed");
        items.Add(item with { Favourable = Favourable(fields, item) });
    }

    private ItemKind Kind(YamlFields fields)
    {
        var word = fields.Text("kind") ?? "scale";
        foreach (var kind in Enum.GetValues<ItemKind>())
            if (kind != ItemKind.Score && kind.ToPageWord().Replace(' ', '_') == word)
                return kind;
        notes.Error(fields.PlaceOf("kind"), $"there is no kind '{word}'{Nearest.Hint(word, ["scale", "zero_to_ten", "percent", "single", "multiple", "ranking", "matrix", "text"])}");
        return ItemKind.Text;
    }

    private IReadOnlyList<string> Answers(YamlFields fields, ItemKind kind)
    {
        var needed = kind is not (ItemKind.ZeroToTen or ItemKind.Percent or ItemKind.Text);
        if (!fields.Has("answers"))
        {
            if (needed)
                notes.Error(fields.PlaceOf("key"), "this item needs 'answers'");
            return [];
        }
        IReadOnlyList<string> answers;
        if (fields.Node("answers") is YamlScalarNode { Value: { } name })
        {
            if (!lists.TryGetValue(name, out answers!))
            {
                notes.Error(fields.PlaceOf("answers"), $"there are no answers '{name}'{Nearest.Hint(name, lists.Keys)}");
                return [];
            }
        }
        else
            answers = fields.List("answers");
        if (!needed)
            notes.Error(fields.PlaceOf("answers"), "this kind of item brings its own answers");
        else if (answers.Count is < 2 or > 20 || answers.Distinct(StringComparer.Ordinal).Count() != answers.Count)
            notes.Error(fields.PlaceOf("answers"), "expected 2 to 20 different answers");
        return answers;
    }

    private ItemCondition? When(YamlFields fields)
    {
        if (fields.Node("when") is not { } node)
            return null;
        var when = new YamlFields(node, notes, "when");
        when.Only("item", "values");
        var (name, values) = (when.Required("item"), when.Numbers("values"));
        if (items.Find(item => item.Key == name) is not { } opener)
            notes.Error(when.PlaceOf("item"), $"there is no item '{name}' before this one{Nearest.Hint(name, items.Select(item => item.Key))}");
        else if (values.Count == 0 || values.Any(value => value < opener.Min || value > opener.Max))
            notes.Error(when.PlaceOf("values"), $"'{name}' has values from {opener.Min} to {opener.Max}");
        return new ItemCondition(name, values);
    }

    // Of five answers the top two, of seven the top three; other items say it themselves.
    private IReadOnlyList<int> Favourable(YamlFields fields, InstrumentItem item)
    {
        var values = fields.Numbers("favourable");
        if (values.Any(value => value < item.Min || value > item.Max))
            notes.Error(fields.PlaceOf("favourable"), $"this item has values from {item.Min} to {item.Max}");
        if (fields.Has("favourable") || item.Kind is not (ItemKind.Scale or ItemKind.Matrix))
            return values;
        return item.Answers.Count switch
        {
            4 or 5 => [item.Max - 1, item.Max],
            >= 6 => [item.Max - 2, item.Max - 1, item.Max],
            _ => [item.Max],
        };
    }
}
