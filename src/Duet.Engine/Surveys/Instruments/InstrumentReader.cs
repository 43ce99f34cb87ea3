using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Engine.Metrics;
using Duet.Engine.Metrics.Pages;
using YamlDotNet.RepresentationModel;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Reads an instrument from a page's front matter.</summary>
internal sealed partial class InstrumentReader(FrontMatter matter, PageNotes notes)
{
    private static readonly string[] Required = ["key", "name", "about", "version", "attribution", "items", "sources"];
    private static readonly string[] Optional = ["language", "scoring", "answers", "outcome", "words", "translations"];
    private static readonly string[] Scorings = ["sus", "umux_lite", "tlx", "mean"];

    private readonly Dictionary<string, IReadOnlyList<string>> lists = new(StringComparer.Ordinal);

    public Instrument? Read(string origin)
    {
        foreach (var name in matter.Names.Where(name => !Required.Contains(name.Value) && !Optional.Contains(name.Value)))
            notes.Error(name.Line, name.Column, $"unknown field '{name.Value}'{Nearest.Hint(name.Value, Required.Concat(Optional))}");
        foreach (var name in Required.Where(name => !matter.Has(name)))
            notes.Error(1, 1, $"the field '{name}' is missing");
        if (notes.HasErrors)
            return null;
        if (matter.Node("answers") is { } answers)
        {
            var named = new YamlFields(answers, notes, "answers");
            foreach (var name in named.Names)
                lists[name] = named.List(name);
        }
        var items = new ItemReader(lists, notes).Read(matter.Node("items")!);
        var language = matter.Text("language")?.Value ?? "en";
        var instrument = new Instrument(Key(), Version(), Line("name"), Line("about"), items, Scoring(items), Line("attribution"), [])
        {
            Language = language,
            Words = Words(language),
            Outcome = Outcome(items),
            Text = matter.Body,
            Origin = origin,
        };
        if (notes.HasErrors)
            return null;
        var translations = matter.Node("translations") is { } node ? new Translator(instrument, lists, matter, notes).Read(node) : [];
        string[] languages = [instrument.Language, .. translations.Keys.Order(StringComparer.Ordinal)];
        return instrument with
        {
            Languages = languages,
            Translations = translations.ToDictionary(pair => pair.Key, pair => pair.Value with { Languages = languages }),
        };
    }

    // A page in a language that has none here brings its own, or speaks English around its questions.
    private IReadOnlyDictionary<string, string> Words(string language)
    {
        if (matter.Node("words") is not { } node)
            return FormWords.Of(language) ?? FormWords.English;
        var words = new YamlFields(node, notes, "words");
        words.Only([.. FormWords.English.Keys]);
        return FormWords.English.Keys.ToDictionary(key => key, words.Required, StringComparer.Ordinal);
    }

    private string Line(string field) => matter.Text(field)?.Value.Trim() ?? "";

    private string Key()
    {
        var key = matter.Text("key")!;
        if (!KeyPattern().IsMatch(key.Value))
            notes.Error(key.Line, key.Column, "expected a key in small letters, such as 'team_load'");
        return key.Value;
    }

    private int Version()
    {
        var text = matter.Text("version")!;
        if (!int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            notes.Error(text.Line, text.Column, "expected a whole number from 1 in 'version'");
        return version;
    }

    private string? Scoring(IReadOnlyList<InstrumentItem> items)
    {
        if (matter.Text("scoring") is not { } text)
            return null;
        var scored = items.Where(item => item.Kind is ItemKind.Scale or ItemKind.Percent).ToList();
        bool On(int count, int min, int max) => scored.Count == count && scored.TrueForAll(item => (item.Min, item.Max) == (min, max));
        string? problem = text.Value switch
        {
            "sus" => On(10, 1, 5) ? null : "'scoring: sus' needs ten items of five answers",
            "umux_lite" => On(2, 1, 7) ? null : "'scoring: umux_lite' needs two items of seven answers",
            "tlx" => On(6, 0, 100) && scored.TrueForAll(item => item.Step == 5) ? null : "'scoring: tlx' needs six items of 0 to 100 in steps of 5",
            "mean" => scored.Count >= 2 ? null : "'scoring: mean' needs two items or more",
            var other => $"there is no scoring '{other}'{Nearest.Hint(other, Scorings)}",
        };
        if (problem is not null)
            notes.Error(text.Line, text.Column, problem);
        return text.Value;
    }

    private string? Outcome(IReadOnlyList<InstrumentItem> items)
    {
        if (matter.Text("outcome") is not { } text)
            return null;
        if (!items.Any(item => item.Key == text.Value && item.Kind is (ItemKind.Scale or ItemKind.ZeroToTen or ItemKind.Percent)))
            notes.Error(text.Line, text.Column, $"there is no item '{text.Value}' with a scale{Nearest.Hint(text.Value, items.Select(item => item.Key))}");
        return text.Value;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,59}\z", RegexOptions.CultureInvariant)]
    internal static partial Regex KeyPattern();
}
