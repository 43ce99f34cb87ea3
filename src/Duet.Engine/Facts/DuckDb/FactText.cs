namespace Duet.Engine.Facts.DuckDb;

/// <summary>Text as the store keeps it.</summary>
internal static class FactText
{
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Replaces what a UTF-8 text cannot carry: halves of surrogate pairs and NUL, at which the appender would cut the text.
    /// Keys pass through here too, so that two spellings of one stored key count as one.
    /// </summary>
    public static string? Clean(string? text) =>
        text is null || (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0')) ? text : Replace(text);

    private static string Replace(string text) => string.Create(text.Length, text, static (cleaned, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                cleaned[i] = text[i];
                cleaned[i + 1] = text[++i];
            }
            else
            {
                cleaned[i] = text[i] == '\0' || char.IsSurrogate(text[i]) ? Replacement : text[i];
            }
        }
    });
}
