using System.Buffers;

namespace Duet.Teams.Imports.Csv;

/// <summary>
/// Cells that a spreadsheet takes for data, never for formulas: an apostrophe in front makes text of what begins like one, and
/// is taken off again when the file comes back.
/// </summary>
internal static class CsvCell
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\"\r\n\t");

    public static string Of(string? text)
    {
        text ??= "";
        var guarded = IsFormula(text) || IsGuarded(text) ? "'" + text : text;
        return guarded.AsSpan().IndexOfAny(Special) < 0 ? guarded : $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    public static string Unguarded(string cell) => IsGuarded(cell) ? cell[1..] : cell;

    private static bool IsGuarded(string text) => text.StartsWith('\'') && IsFormula(text.TrimStart('\''));

    private static bool IsFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..];
}
