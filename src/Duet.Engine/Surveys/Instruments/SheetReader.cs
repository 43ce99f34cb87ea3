using System.Globalization;
using System.Text;
using Duet.Engine.Surveys.Scoring;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Checks what a form sent, and computes the sheet's score.</summary>
internal static class SheetReader
{
    public const int LongestText = 10_000;

    public static IReadOnlyList<AnswerCheck> Read(Instrument instrument, IReadOnlyDictionary<string, string> sent, out FilledSheet? sheet)
    {
        var (checks, answers, comments) = (new List<AnswerCheck>(), new List<FilledAnswer>(), new List<FilledComment>());
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in instrument.Items)
        {
            if (item.When is { } when && !(known.TryGetValue(when.Item, out var opener) && when.Values.Contains(opener)))
                continue;
            if (item.Kind == ItemKind.Text)
                Comment(item, sent, comments, checks);
            else
                Answer(item, sent, answers, known, checks);
        }
        if (checks.Count == 0 && Score(instrument, known) is { } score)
            answers.Add(new FilledAnswer(instrument.ScoreKey!, (int)Math.Round(10 * score, MidpointRounding.AwayFromZero), null));
        sheet = checks.Count == 0 ? new FilledSheet(answers, comments) : null;
        return checks;
    }

    /// <summary>The score of one sheet in points; null where the instrument has none or too little is answered.</summary>
    private static double? Score(Instrument instrument, Dictionary<string, int> known)
    {
        var items = instrument.Items.Where(item => item.Kind is ItemKind.Scale or ItemKind.Percent).ToList();
        int[] all = [.. items.Where(item => known.ContainsKey(item.Key)).Select(item => known[item.Key])];
        var complete = all.Length == items.Count;
        return instrument.Scoring switch
        {
            "sus" when complete => Sus.Of(all),
            "umux_lite" when complete => UmuxLite.Of(all[0], all[1]),
            "tlx" when complete => TaskLoad.Raw(all),
            "mean" => Scale.MeanOf([.. items.Select(item => known.TryGetValue(item.Key, out var value)
                ? Scale.ToHundred(item.Reverse ? Scale.Reverse(value, item.Min, item.Max) : value, item.Min, item.Max)
                : (double?)null)]),
            _ => null,
        };
    }

    private static void Answer(InstrumentItem item, IReadOnlyDictionary<string, string> sent, List<FilledAnswer> answers, Dictionary<string, int> known, List<AnswerCheck> checks)
    {
        var field = sent.GetValueOrDefault(item.Key, "").Trim();
        if (field == "dk" && item.DontKnow)
        {
            answers.AddRange(item.Parts.Select(part => new FilledAnswer(part, null, null)));
            return;
        }
        var parts = item.Parts.ToList();
        var texts = parts.ConvertAll(part => sent.GetValueOrDefault(part, "").Trim());
        if (texts.TrueForAll(text => text.Length == 0))
        {
            if (item.Required)
                checks.Add(new AnswerCheck(item.Key, "missing"));
            return;
        }
        List<(string Part, int Value)> values = [];
        for (var i = 0; i < parts.Count; i++)
        {
            // An unticked box is not sent at all.
            var text = item.Kind == ItemKind.Multiple ? texts[i] switch { "" => "0", "on" => "1", var other => other } : texts[i];
            if (text.Length == 0 && item.Kind == ItemKind.Matrix)
                continue;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                checks.Add(new AnswerCheck(parts[i], text.Length == 0 ? "missing" : "not-a-number"));
            else if (value < item.Min || value > item.Max || value % item.Step != 0)
                checks.Add(new AnswerCheck(parts[i], "bad-choice"));
            else
                values.Add((parts[i], value));
        }
        if (item.Kind == ItemKind.Ranking && values.Select(value => value.Value).Distinct().Count() != values.Count)
            checks.Add(new AnswerCheck(item.Key, "bad-choice"));
        foreach (var (part, value) in values)
        {
            answers.Add(new FilledAnswer(part, value, null));
            known[part] = value;
        }
    }

    private static void Comment(InstrumentItem item, IReadOnlyDictionary<string, string> sent, List<FilledComment> comments, List<AnswerCheck> checks)
    {
        var text = Clean(sent.GetValueOrDefault(item.Key, "")).Trim();
        if (text.Length > LongestText)
            checks.Add(new AnswerCheck(item.Key, "too-long"));
        else if (text.Length > 0)
            comments.Add(new FilledComment(item.Key, text, sent.ContainsKey(item.Key + ".quote")));
        else if (item.Required)
            checks.Add(new AnswerCheck(item.Key, "missing"));
    }

    // PostgreSQL takes neither NUL nor halves of surrogate pairs.
    private static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune != Rune.ReplacementChar && rune.Value != 0)
                kept.Append(rune);
        return kept.ToString();
    }
}
