using System.Globalization;
using System.Text.RegularExpressions;

namespace Duet.Engine.Metrics.Pages;

/// <summary>Reads the fields of a front matter into a definition. What expressions mean is the compiler's work.</summary>
internal sealed partial class DefinitionReader(FrontMatter matter, PageNotes notes)
{
    private static readonly string[] Required =
        ["key", "name", "question", "lens", "concept", "space", "fact", "at", "aggregate", "unit", "better", "version", "sources"];

    private static readonly string[] Optional = ["measure", "per", "open", "where", "exclude", "pairs", "guard"];

    /// <summary>Null, with notes, where a field is missing, unknown or wrong.</summary>
    public MetricDefinition? Read(string origin, bool isBuiltIn)
    {
        foreach (var name in matter.Names.Where(name => !Required.Contains(name.Value) && !Optional.Contains(name.Value)))
            notes.Error(name.Line, name.Column, $"unknown field '{name.Value}'{Nearest.Hint(name.Value, Required.Concat(Optional))}");
        foreach (var name in Required.Where(name => !matter.Has(name)))
            notes.Error(1, 1, $"the field '{name}' is missing");

        var definition = new MetricDefinition
        {
            Key = Key(),
            Name = Line("name"),
            Question = Line("question"),
            Lens = Word<Lens>("lens"),
            Concept = Word<Concept>("concept"),
            Space = [.. matter.List("space").Select(Word<SpaceDimension>)],
            Fact = Line("fact"),
            At = Line("at"),
            Measure = matter.Text("measure")?.Value,
            Per = matter.Text("per")?.Value,
            Aggregate = Line("aggregate"),
            Open = matter.Has("open") ? Word<OpenRows>("open") : OpenRows.Drop,
            Where = matter.Text("where")?.Value,
            Exclude = [.. matter.Entries("exclude", "where", "reason").Select(entry => new Exclusion(entry[0].Value, entry[1].Value))],
            Unit = Word<Unit>("unit"),
            Better = Word<Better>("better"),
            Pairs = matter.Text("pairs")?.Value,
            Guard = matter.Text("guard")?.Value,
            Version = Version(),
            Sources = [.. matter.List("sources").Select(source => source.Value)],
            Text = matter.Body,
            Origin = origin,
            IsBuiltIn = isBuiltIn,
        };
        return notes.HasErrors ? null : definition;
    }

    private string Key()
    {
        var key = matter.Text("key");
        if (key is not null && !KeyPattern().IsMatch(key.Value))
            notes.Error(key.Line, key.Column, "expected a key of two words or more in small letters, such as 'change.lead_time'");
        return key?.Value ?? "";
    }

    private string Line(string field)
    {
        var text = matter.Text(field);
        if (text is not null && (string.IsNullOrWhiteSpace(text.Value) || text.Value.Contains('\n')))
            notes.Error(text.Line, text.Column, $"expected one line of text in '{field}'");
        return text?.Value ?? "";
    }

    private int Version()
    {
        if (matter.Text("version") is not { } text)
            return 1;
        if (!int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            notes.Error(text.Line, text.Column, "expected a whole number from 1 in 'version'");
        return version;
    }

    private T Word<T>(string field) where T : struct, Enum => matter.Text(field) is { } text ? Word<T>(text) : default;

    private T Word<T>(PageText text) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (value.ToPageWord() == text.Value)
                return value;
        var words = Enum.GetValues<T>().Select(value => value.ToPageWord()).ToList();
        var near = Nearest.Of(text.Value, words).Take(1).Select(word => $"; did you mean '{word}'?").FirstOrDefault("");
        notes.Error(text.Line, text.Column, $"'{text.Value}' is not one of {string.Join(", ", words)}{near}");
        return default;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
