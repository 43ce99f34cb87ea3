using System.Text;

namespace Duet.Teams.Imports.People;

/// <summary>Several words in one cell, with semicolons between them; a semicolon of a word's own has a backslash before it.</summary>
internal static class Several
{
    public static IReadOnlyList<string> Split(string? cell)
    {
        List<string> words = [];
        var word = new StringBuilder();
        for (var index = 0; index < (cell?.Length ?? 0); index++)
            if (cell![index] == '\\' && index + 1 < cell.Length && cell[index + 1] is ';' or '\\')
                word.Append(cell[++index]);
            else if (cell[index] == ';')
                Take();
            else
                word.Append(cell[index]);
        Take();
        return words;

        void Take()
        {
            if (word.ToString().Trim(' ') is { Length: > 0 } taken)
                words.Add(taken);
            word.Clear();
        }
    }

    public static string Join(IEnumerable<string> words) => string.Join(';', words.Select(word =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)));
}
