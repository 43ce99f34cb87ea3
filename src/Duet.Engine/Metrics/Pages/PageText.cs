namespace Duet.Engine.Metrics.Pages;

/// <summary>A piece of a page's front matter, and where it stands (line and column from 1).</summary>
/// <param name="Value">The text as YAML gives it.</param>
/// <param name="Raw">The page's source from the value's first character on.</param>
internal sealed record PageText(string Value, int Line, int Column, string Raw)
{
    /// <summary>
    /// The place in the page of the character at <paramref name="offset"/> in <see cref="Value"/>.
    /// </summary>
    // Tricky: YAML folds lines and drops indentation, so places are found by counting the characters that are not blank.
    public (int Line, int Column) PlaceOf(int offset)
    {
        var visible = Value.Take(offset).Count(c => !char.IsWhiteSpace(c));
        var (line, column, i) = (Line, Column, 0);
        void Step()
        {
            (line, column) = Raw[i] == '\n' ? (line + 1, 1) : (line, column + 1);
            i++;
        }

        var quoted = Raw.Length > 0 && Raw[0] is '\'' or '"';
        if (quoted)
            Step();
        else if (Raw.Length > 0 && Raw[0] is '>' or '|')
            while (i < Raw.Length && Raw[i] != '\n')
                Step();
        while (i < Raw.Length && (visible > 0 || char.IsWhiteSpace(Raw[i])))
        {
            // A single quote within single quotes is written twice.
            if (quoted && Raw[0] == '\'' && Raw[i] == '\'')
                Step();
            if (!char.IsWhiteSpace(Raw[i]))
                visible--;
            Step();
        }
        return (line, column);
    }
}
