using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Engine.Metrics.Pages;
using Duet.Engine.Time;

namespace Duet.Engine.Metrics.Examples;

/// <summary>Finds the worked example in a page's text: the section <c>## Example</c> with one table and its answers.</summary>
internal static partial class ExampleReader
{
    /// <summary>Null, with a note, where there is none or it cannot be read.</summary>
    public static MetricExample? Read(Metric metric, string body, int firstLine, PageNotes notes)
    {
        var lines = body.Split('\n');
        var start = Array.FindIndex(lines, line => line.TrimEnd() == "## Example");
        if (start < 0)
        {
            notes.Warning((firstLine, 1), "the page has no section '## Example' that shows the metric on a few rows");
            return null;
        }
        var end = Array.FindIndex(lines, start + 1, line => line.StartsWith("## ", StringComparison.Ordinal));
        var section = lines[start..(end < 0 ? lines.Length : end)].Select((line, i) => (Text: line.Trim(), Number: firstLine + start + i)).ToList();
        var table = section.Where(line => line.Text.StartsWith('|')).ToList();
        var answers = section.Where(line => line.Text.StartsWith("Answer,", StringComparison.Ordinal)).ToList();
        if (table.Count < 2 || answers.Count == 0)
        {
            notes.Error(firstLine + start, 1, "an example needs one table of rows and a line such as 'Answer, week of 2026-11-02: 48 hours, n = 3.'");
            return null;
        }
        var columns = CellsOf(table[0].Text);
        var known = metric.Released is null ? [.. metric.Table.Columns.Select(column => column.Name)] : ReleasedExample.Columns;
        foreach (var column in columns.Where(column => !known.Contains(column)))
            notes.Error(table[0].Number, 1, $"'{metric.Definition.Fact}' has no column '{column}'{Nearest.Hint(column, known)}");
        List<ExampleRow> rows = [];
        // The second line of a table is its rule.
        foreach (var line in table.Skip(2))
        {
            rows.Add(new ExampleRow(CellsOf(line.Text), line.Number));
            if (rows[^1].Cells.Count != columns.Count)
                notes.Error(line.Number, 1, $"expected {columns.Count} cells, but there are {rows[^1].Cells.Count}");
        }
        var read = answers.Select(line => Answer(line.Text, line.Number, metric, notes)).OfType<ExampleAnswer>().ToList();
        return notes.HasErrors ? null : new MetricExample(columns, rows, read);
    }

    private static List<string> CellsOf(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`'))];

    private static ExampleAnswer? Answer(string text, int line, Metric metric, PageNotes notes)
    {
        var match = AnswerPattern().Match(text);
        if (!match.Success)
        {
            notes.Error(line, 1, "expected an answer such as 'Answer, week of 2026-11-02: 48 hours, n = 3.' or 'Answer, month of 2026-11-01, seen on 2026-11-20: nothing, n = 0.'");
            return null;
        }
        if (match.Groups["grain"].Success == metric.Definition.IsReleased)
        {
            notes.Error(line, 1, metric.Definition.IsReleased ? "released numbers come by wave: 'Answer, wave closing 2026-11-06: 75 %, n = 8.'" : "only released numbers come by wave");
            return null;
        }
        var written = match.Groups["value"].Value;
        var digits = written.Contains('.') ? written.Length - written.IndexOf('.') - 1 : 0;
        double? value = written.Length == 0 ? null : double.Parse(written, CultureInfo.InvariantCulture);
        var scale = match.Groups["unit"].Value.Trim() == "%" ? 0.01 : 1;
        if (scale < 1 && metric.Definition.Unit != Unit.Share)
        {
            notes.Error(line, 1, "only shares are written with %");
            return null;
        }
        return new ExampleAnswer(
            match.Groups["grain"].Success ? Enum.Parse<Grain>(match.Groups["grain"].Value, ignoreCase: true) : Grain.Wave,
            Day(match.Groups["day"].Value),
            match.Groups["seen"].Success ? Day(match.Groups["seen"].Value) : null,
            value * scale,
            0.5 * Math.Pow(10, -digits) * scale + 1e-9,
            match.Groups["n"].Success ? long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture) : null,
            line);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^Answer, (?:(?<grain>day|week|month|quarter) of|wave closing) (?<day>\d{4}-\d{2}-\d{2}),?(?: seen on (?<seen>\d{4}-\d{2}-\d{2}))?:\s*(?:nothing|(?<value>-?\d+(?:\.\d+)?)(?<unit>[^,]*?))(?:, n = (?<n>\d+))?\.?\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex AnswerPattern();
}
