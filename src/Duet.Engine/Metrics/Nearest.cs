namespace Duet.Engine.Metrics;

/// <summary>Finds the word someone probably meant.</summary>
public static class Nearest
{
    /// <summary>A hint to put behind a message: <c>; did you mean 'merged_at'?</c>, or the choices where none is near and they are few.</summary>
    public static string Hint(string word, IEnumerable<string> choices)
    {
        var all = choices.ToList();
        var near = Of(word, all).Take(2).ToList();
        if (near.Count > 0)
            return $"; did you mean {string.Join(" or ", near.Select(choice => $"'{choice}'"))}?";
        return all.Count is > 0 and <= 12 ? $"; there are {string.Join(", ", all)}" : "";
    }

    /// <summary>Choices within a third of the word's length in edits, or that contain it; nearest first.</summary>
    public static IEnumerable<string> Of(string word, IEnumerable<string> choices) =>
        from choice in choices
        let distance = Distance(word.ToLowerInvariant(), choice.ToLowerInvariant())
        let contains = word.Length >= 3 && choice.Contains(word, StringComparison.OrdinalIgnoreCase)
        where contains || distance <= Math.Max(1, Math.Min(word.Length, choice.Length) / 3)
        orderby distance, choice
        select choice;

    // Levenshtein, one row at a time.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
