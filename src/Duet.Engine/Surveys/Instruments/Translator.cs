using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using YamlDotNet.RepresentationModel;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Reads an instrument's other languages. A text that is missing is an error of the page: half a form is no form.</summary>
internal sealed class Translator(Instrument own, IReadOnlyDictionary<string, IReadOnlyList<string>> lists, FrontMatter matter, PageNotes notes)
{
    public Dictionary<string, Instrument> Read(YamlNode node)
    {
        var languages = new YamlFields(node, notes, "translations");
        return languages.Names.ToDictionary(language => language, language => Read(language, languages.Node(language)!), StringComparer.Ordinal);
    }

    private Instrument Read(string language, YamlNode node)
    {
        var texts = new YamlFields(node, notes, language);
        texts.Only("name", "about", "words", "topics", "answers", "items", "rows");
        var words = texts.Node("words") is null && FormWords.Of(language) is { } known ? known : Part(texts, "words", FormWords.English.Keys);
        var topics = Part(texts, "topics", own.Items.Select(item => item.Topic));
        var items = Part(texts, "items", own.Items.Select(item => item.Key));
        var rows = Lists(texts, "rows", own.Items.Where(item => item.Rows.Count > 0).ToDictionary(item => item.Key, item => item.Rows));
        var answers = Lists(texts, "answers", lists);
        return own with
        {
            Language = language,
            Name = texts.Required("name"),
            About = texts.Required("about"),
            Words = words,
            Items = [.. own.Items.Select(item => item with
            {
                Topic = topics.GetValueOrDefault(item.Topic, ""),
                Text = items.GetValueOrDefault(item.Key, ""),
                Answers = Answers(item, language, answers),
                Rows = item.Rows.Count == 0 ? [] : rows.GetValueOrDefault(item.Key, []),
            })],
        };
    }

    private Dictionary<string, string> Part(YamlFields texts, string field, IEnumerable<string> keys)
    {
        var wanted = keys.Distinct(StringComparer.Ordinal).ToList();
        if (texts.Node(field) is not { } node)
        {
            notes.Error(texts.PlaceOf(field), $"the field '{field}' is missing");
            return [];
        }
        var part = new YamlFields(node, notes, field);
        part.Only(wanted);
        return wanted.ToDictionary(key => key, part.Required, StringComparer.Ordinal);
    }

    private Dictionary<string, IReadOnlyList<string>> Lists(YamlFields texts, string field, IReadOnlyDictionary<string, IReadOnlyList<string>> wanted)
    {
        if (wanted.Count == 0)
            return [];
        if (texts.Node(field) is not { } node)
        {
            notes.Error(texts.PlaceOf(field), $"the field '{field}' is missing");
            return [];
        }
        var part = new YamlFields(node, notes, field);
        part.Only([.. wanted.Keys]);
        foreach (var (name, list) in wanted.Where(pair => part.List(pair.Key).Count != pair.Value.Count))
            notes.Error(part.PlaceOf(name), $"expected {list.Count} texts in '{name}'");
        return wanted.Keys.ToDictionary(name => name, part.List, StringComparer.Ordinal);
    }

    private IReadOnlyList<string> Answers(InstrumentItem item, string language, Dictionary<string, IReadOnlyList<string>> answers)
    {
        if (item.Answers.Count == 0)
            return [];
        if (lists.FirstOrDefault(list => list.Value.SequenceEqual(item.Answers)).Key is { } name)
            return answers.GetValueOrDefault(name, []);
        var place = matter.PlaceOf("items");
        notes.Error(place, $"the answers of '{item.Key}' need a name under 'answers' to be said in '{language}'");
        return [];
    }
}
