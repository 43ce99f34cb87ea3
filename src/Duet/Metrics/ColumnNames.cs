namespace Duet.Metrics;

/// <summary>Column and dimension names as people read them.</summary>
internal static class ColumnNames
{
    /// <summary><c>first_commit_at</c> reads <c>First commit</c>; <c>is_hotfix</c> reads <c>Hotfix</c>.</summary>
    public static string Readable(string name)
    {
        var words = name.Replace('_', ' ').Trim();
        if (words.StartsWith("is ", StringComparison.Ordinal))
            words = words[3..];
        if (words.EndsWith(" at", StringComparison.Ordinal))
            words = words[..^3];
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
