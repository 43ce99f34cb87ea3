using Duet.Engine.Voices;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Themes;

/// <summary>What stands behind each theme, and which open voices without a theme say the same.</summary>
internal sealed class ThemePictures(IDbContextFactory<AppDb> records, VoiceLists lists)
{
    private const int TextsRead = 400;
    private const int UnsortedRead = 1_500;
    private const int SmallestCluster = 3;
    private const int ClustersShown = 8;
    private const int TitlesShown = 3;

    private static readonly VoiceQuery All = new(VoiceFilter.All, [], null, VoiceOrder.Oldest, null, null, null, null);

    public async Task<IReadOnlyList<ThemePicture>> ReadAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var seen = lists.Filtered(db, All, reach)!.Where(voice => voice.ClosedAs != VoiceEnd.Spam);
        var counts = await db.Set<VoiceTheme>().Where(given => !given.IsSuggested).Join(seen, given => given.VoiceId, voice => voice.Id, (given, voice) => new { given.ThemeId, voice })
            .GroupBy(row => row.ThemeId)
            .Select(theme => new { theme.Key, Voices = theme.Count(), Open = theme.Count(row => row.voice.ClosedAs == null), Weight = theme.Sum(row => row.voice.Weight) })
            .ToDictionaryAsync(theme => theme.Key, cancellationToken);
        List<ThemePicture> pictures = [];
        foreach (var theme in await db.Set<Theme>().AsNoTracking().OrderBy(theme => theme.Key).ToListAsync(cancellationToken))
            pictures.Add(counts.TryGetValue(theme.Id, out var count)
                ? new ThemePicture(theme, count.Voices, count.Open, count.Weight, VoiceTone.Of(await TextsAsync(db, seen, theme.Id, cancellationToken)))
                : new ThemePicture(theme, 0, 0, 0, null));
        return [.. pictures.OrderByDescending(picture => picture.Weight)];
    }

    /// <summary>Groups of voices that a person could give one theme.</summary>
    public async Task<IReadOnlyList<VoiceCluster>> ClustersAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var unsorted = await lists.Filtered(db, All, reach)!
            .Where(voice => voice.ClosedAs == null && !db.Set<VoiceTheme>().Any(given => given.VoiceId == voice.Id && !given.IsSuggested))
            .OrderByDescending(voice => voice.CapturedAt).Take(UnsortedRead).Select(voice => new { voice.Id, voice.Title, voice.Body }).ToListAsync(cancellationToken);
        var titles = unsorted.ToDictionary(voice => voice.Id, voice => voice.Title);
        return [.. VoiceClusters.Of([.. unsorted.Select(voice => (voice.Id, voice.Title, voice.Body))], SmallestCluster, ClustersShown)
            .Select(cluster => new VoiceCluster(cluster.Words, cluster.Texts, [.. cluster.Texts.Take(TitlesShown).Select(id => titles[id])]))];
    }

    // Only those who buy and use: nobody of the house is read for how they sound.
    private static Task<List<string>> TextsAsync(AppDb db, IQueryable<Voice> seen, int theme, CancellationToken cancellationToken) => seen
        .Where(voice => (voice.Kind == VoiceKind.User || voice.Kind == VoiceKind.Customer) && db.Set<VoiceTheme>().Any(given => given.VoiceId == voice.Id && given.ThemeId == theme && !given.IsSuggested))
        .OrderByDescending(voice => voice.CapturedAt).Take(TextsRead).Select(voice => voice.Title + " " + voice.Body).ToListAsync(cancellationToken);
}

/// <param name="Tone">Of customers' and users' voices together; null for fewer than five.</param>
internal sealed record ThemePicture(Theme Theme, int Voices, int Open, double Weight, ToneOfTexts? Tone);

internal sealed record VoiceCluster(IReadOnlyList<string> Words, IReadOnlyList<int> Voices, IReadOnlyList<string> Titles);
