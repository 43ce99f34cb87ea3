using System.Globalization;

namespace Duet.Metrics.Api;

/// <summary>Rows as a CSV file (RFC 4180) that a spreadsheet takes for data, never for formulas.</summary>
internal static class ItemsCsv
{
    public static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        string text => Quoted(Guarded(text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(Guarded(value.ToString() ?? "")),
    };

    // A spreadsheet runs a text that begins like a formula; an apostrophe makes it a text again.
    private static string Guarded(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
