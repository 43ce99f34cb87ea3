using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Duet.Engine.Surveys;
using Duet.Engine.Voices;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Form;

/// <summary>
/// Notices where a text says who wrote it, or names somebody else. The names of all who work here are kept in memory, and read again when
/// somebody came or went, or a minute is over.
/// </summary>
internal sealed class NamedPeople(IDbContextFactory<AppDb> records)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Func<AppDb, Task<int>> count = EF.CompileAsyncQuery((AppDb db) => db.Set<Person>().Count());
    private readonly Func<AppDb, Task<int?>> last = EF.CompileAsyncQuery((AppDb db) => db.Set<Person>().Max(person => (int?)person.Id));

    private Known known = new(-1, null, 0, SearchValues.Create([], StringComparison.Ordinal));

    /// <summary>True where a text has a mail address, or the full name of somebody who works here.</summary>
    public async Task<bool> AreInAsync(FilledSheet sheet, CancellationToken cancellationToken)
    {
        if (sheet.Comments.Count == 0)
            return false;
        if (sheet.Comments.Any(comment => HasAddress(comment.Text)))
            return true;
        var names = await NamesAsync(cancellationToken);
        return sheet.Comments.Any(comment => comment.Text.Length > 0 && (Folded(comment.Text).AsSpan().ContainsAny(names) || Folded(Parted(comment.Text)).AsSpan().ContainsAny(names)));
    }

    private async Task<SearchValues<string>> NamesAsync(CancellationToken cancellationToken)
    {
        var now = known;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var (people, newest) = (await count(db), await last(db));
        if (now.People == people && now.Newest == newest && Stopwatch.GetElapsedTime(now.ReadAt) < KeptFor)
            return now.Names;
        var read = (await db.Set<Person>().Select(person => person.Name).ToListAsync(cancellationToken)).Select(name => VoiceWords.Of(VoiceWords.Fold(name)))
            .Where(words => words.Count > 1).SelectMany(words => (string[])[$" {string.Join(' ', words)} ", $" {string.Join(' ', words.Reverse())} ", $" {string.Concat(words)} "]);
        known = new Known(people, newest, Stopwatch.GetTimestamp(), SearchValues.Create([.. read.Distinct()], StringComparison.Ordinal));
        return known.Names;
    }

    // However it is written: in any case, over two lines, with a hyphen, a comma, or an accent too many.
    private static string Folded(string text) => $" {VoiceWords.Fold(text)} ";

    // Signs that nobody sees may stand between two names, or within one.
    private static string Parted(string text) => string.Concat(text.Select(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.Format ? ' ' : letter));

    private static bool HasAddress(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
            if (at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]))
                return true;
        return false;
    }

    private sealed record Known(int People, int? Newest, long ReadAt, SearchValues<string> Names);
}
