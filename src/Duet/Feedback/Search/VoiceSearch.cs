using Duet.Engine.Voices;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Search;

/// <summary>Full text of voices: all words asked for, in any order, each also as the beginning of a longer one.</summary>
internal static class VoiceSearch
{
    private const int MostWords = 12;

    /// <summary>What is looked for; empty where the text has no word at all.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. VoiceWords.Of(text).Distinct().Take(MostWords)];

    /// <summary>The numbers of the voices that have the words; null where the text has no word at all.</summary>
    public static IQueryable<int>? Matching(AppDb db, string text) => Words(text) is { Count: > 0 } words ? Matching(db, words) : null;

    /// <inheritdoc cref="Matching(AppDb, string)"/>
    public static IQueryable<int> Matching(AppDb db, IReadOnlyList<string> words)
    {
        // Letters and digits only are left of what was typed: nothing in it can be a query of its own.
        if (db.Database.IsSqlite())
        {
            var query = string.Join(' ', words.Select(word => $"\"{word}\"*"));
            return db.Database.SqlQuery<int>($"SELECT rowid AS \"Value\" FROM voice_search WHERE voice_search MATCH {query}");
        }
        var asked = string.Join(" & ", words.Select(word => $"'{word}':*"));
        return db.Database.SqlQuery<int>($"""SELECT "Id" AS "Value" FROM voices WHERE "SearchVector" @@ to_tsquery('simple', {asked})""");
    }

    /// <summary>Whether a text, folded as it is stored, has the words: what the database would say of one voice.</summary>
    public static bool Has(string folded, IReadOnlyList<string> words)
    {
        foreach (var word in words)
            if (!folded.StartsWith(word, StringComparison.Ordinal) && !folded.Contains($" {word}", StringComparison.Ordinal))
                return false;
        return true;
    }
}
