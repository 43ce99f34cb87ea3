using System.Diagnostics.CodeAnalysis;
using Duet.Engine.Metrics;
using Duet.Engine.Surveys.Instruments;

namespace Duet.Engine.Surveys;

/// <summary>What kind of answer an item takes.</summary>
public enum ItemKind
{
    /// <summary>One of its answers in order; the value is the answer's place from 1.</summary>
    Scale,

    /// <summary>0 to 10.</summary>
    ZeroToTen,

    /// <summary>0 to 100, in steps of <see cref="InstrumentItem.Step"/>.</summary>
    Percent,

    /// <summary>One of its answers without order; the value is its place from 1.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "One choice of several: what surveys call it.")]
    Single,

    /// <summary>Any of its answers: kept as <c>key.1</c>, <c>key.2</c> ..., each 1 or 0.</summary>
    Multiple,

    /// <summary>Its answers put in order: kept as <c>key.1</c>, <c>key.2</c> ..., each its place from 1.</summary>
    Ranking,

    /// <summary>One scale for several rows: kept as <c>key.1</c>, <c>key.2</c> ..., a row each.</summary>
    Matrix,

    /// <summary>Free text.</summary>
    Text,

    /// <summary>Computed from the other items of one sheet when it is handed in, as <c>@key</c>, in tenths of a point.</summary>
    Score,
}

/// <summary>One question of an instrument.</summary>
/// <param name="Key">Stays for ever: changed wording is a new version, not a new key.</param>
/// <param name="Topic">What it belongs to on the results page.</param>
/// <param name="Answers">Of a scale from lowest to highest; empty where the kind says them.</param>
/// <param name="Reverse">A negative statement: counted as max + min - x.</param>
/// <param name="DontKnow">Whether "do not know" is offered: missing, outside of every denominator.</param>
/// <param name="When">Asked only where an earlier item has one of these values.</param>
/// <param name="Source">Where the wording comes from, if it is not our own.</param>
/// <param name="PairsWith">The metric that measures what this asks.</param>
public sealed record InstrumentItem(
    string Key, ItemKind Kind, string Topic, string Text, IReadOnlyList<string> Answers, bool Reverse, bool DontKnow,
    ItemCondition? When, string? Source, string? PairsWith)
{
    /// <summary>Of a matrix; empty otherwise.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Of a percentage, from 1.</summary>
    public int Step { get; init; } = 1;

    /// <summary>The values counted as favourable, after turning; empty where the item has no such share.</summary>
    public IReadOnlyList<int> Favourable { get; init; } = [];

    /// <summary>Whether a sheet without it is sent back.</summary>
    public bool Required { get; init; }

    /// <summary>The lowest value kept.</summary>
    public int Min => Kind is ItemKind.ZeroToTen or ItemKind.Percent or ItemKind.Multiple or ItemKind.Score ? 0 : 1;

    /// <summary>The highest value kept.</summary>
    public int Max => Kind switch
    {
        ItemKind.ZeroToTen => 10,
        ItemKind.Percent => 100,
        ItemKind.Multiple => 1,
        ItemKind.Score => 1000,
        _ => Math.Max(1, Answers.Count),
    };

    /// <summary>The keys under which its answers are kept: its own, or one an answer or row.</summary>
    public IEnumerable<string> Parts => Kind switch
    {
        ItemKind.Multiple or ItemKind.Ranking => Enumerable.Range(1, Answers.Count).Select(i => $"{Key}.{i}"),
        ItemKind.Matrix => Enumerable.Range(1, Rows.Count).Select(i => $"{Key}.{i}"),
        _ => [Key],
    };
}

/// <summary>Asked only where <paramref name="Item"/>, which stands before, was answered with one of <paramref name="Values"/>.</summary>
public sealed record ItemCondition(string Item, IReadOnlyList<int> Values);

/// <summary>A questionnaire, in one language.</summary>
/// <param name="Scoring">sus, umux_lite, tlx or mean: computed for each sheet as <c>@sus</c> ...; null for none.</param>
/// <param name="Attribution">Whose items these are, to be shown wherever they are.</param>
/// <param name="Languages">The page's own first.</param>
public sealed record Instrument(
    string Key, int Version, string Name, string About, IReadOnlyList<InstrumentItem> Items, string? Scoring, string Attribution,
    IReadOnlyList<string> Languages)
{
    /// <summary>The language of these texts.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The form's own words: send, dont_know, quote, anonymous, confidential.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = FormWords.English;

    /// <summary>The item that others are held against in a joint wave; null where there is none.</summary>
    public string? Outcome { get; init; }

    /// <summary>The page's text in Markdown.</summary>
    public string Text { get; init; } = "";

    /// <summary>"built in", or the file.</summary>
    public string Origin { get; init; } = "";

    internal IReadOnlyDictionary<string, Instrument> Translations { get; init; } = new Dictionary<string, Instrument>();

    /// <summary>The key of the score's answers, such as <c>@sus</c>; null where there is no score.</summary>
    public string? ScoreKey => Scoring is null ? null : "@" + Scoring;

    /// <summary>The same in another language: exactly named, else its first part ("de" for "de-AT"), else the page's own.</summary>
    public Instrument In(string language) =>
        Translations.GetValueOrDefault(language) ?? Translations.GetValueOrDefault(language.Split('-')[0]) ?? this;

    /// <summary>
    /// Reads a form: one text a field, named by <see cref="InstrumentItem.Parts"/>; <c>dk</c> is "do not know", <c>KEY.quote</c>
    /// allows to quote a text. Unknown fields are ignored, and items whose condition is not met.
    /// </summary>
    /// <returns>What is wrong; then <paramref name="sheet"/> is null.</returns>
    public IReadOnlyList<AnswerCheck> Check(IReadOnlyDictionary<string, string> sent, out FilledSheet? sheet) =>
        SheetReader.Read(this, sent, out sheet);

    /// <summary>The items one ticket is asked: a set of <paramref name="rotation"/> of them, chosen by the ticket's hash alone.</summary>
    /// <param name="rotation">0 or 1 gives all items. Texts, and instruments with a score, are never split.</param>
    public IReadOnlyList<InstrumentItem> SetOf(ReadOnlySpan<byte> ticketHash, int rotation) => Rotation.Of(this, ticketHash, rotation);
}

/// <summary>What is wrong with a field: bad-choice, too-long, missing, not-a-number.</summary>
public sealed record AnswerCheck(string Item, string Code);

/// <summary>One person's sheet, scores included. Lives in memory until its rows are written apart.</summary>
public sealed record FilledSheet(IReadOnlyList<FilledAnswer> Answers, IReadOnlyList<FilledComment> Comments);

/// <summary>Without value and choice: "do not know".</summary>
public readonly record struct FilledAnswer(string Item, int? Value, string? Choice);

/// <summary>A free text, and whether its writer ticked that it may be quoted.</summary>
public readonly record struct FilledComment(string Item, string Text, bool MayQuote);

/// <summary>The instruments there are, in their newest versions and the older ones still on the shelf.</summary>
public interface IInstruments
{
    /// <summary>The newest version of each, by key.</summary>
    IReadOnlyList<Instrument> All { get; }

    /// <summary>The newest, or that version; null where there is none.</summary>
    Instrument? Find(string key, int? version = null);

    /// <summary>What there is to say about the pages.</summary>
    IReadOnlyList<PageNote> Notes { get; }
}
