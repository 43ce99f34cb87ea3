using Duet.Engine.Voices;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Themes;

/// <summary>Reads what stands behind each theme, and which open voices without a theme say the same: seconds of work where there are many voices.</summary>
internal sealed class ThemeReading(IDbContextFactory<AppDb> records, VoiceLists lists, TimeProvider time)
{
    public const int SmallestCluster = 3;
    private const int TextsRead = 400;
    private const int UnsortedRead = 1_500;
    private const int ClustersShown = 8;

    private static readonly VoiceQuery All = new(VoiceFilter.All, [], null, VoiceOrder.Oldest, null, null, null, null);

    /// <summary>The number of the last change of any voice.</summary>
    public async Task<long> ChangeAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await GoneVoices.LastChangeAsync(db, cancellationToken);
    }

    public async Task<ThemeStudy> ReadAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        // Asked first: what changes while the rest is read makes this old at once, and nothing is missed.
        var change = await ChangeAsync(cancellationToken);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var seen = lists.Filtered(db, All, reach)!.Where(voice => voice.ClosedAs != VoiceEnd.Spam);
        var counts = await db.Set<VoiceTheme>().Where(given => !given.IsSuggested).Join(seen, given => given.VoiceId, voice => voice.Id, (given, voice) => new { given.ThemeId, voice })
            .GroupBy(row => row.ThemeId)
            .Select(theme => new { theme.Key, Voices = theme.Count(), Open = theme.Count(row => row.voice.ClosedAs == null), Weight = theme.Sum(row => row.voice.Weight) })
            .ToListAsync(cancellationToken);
        Dictionary<int, ThemeFigures> themes = [];
        foreach (var theme in counts)
            themes.Add(theme.Key, new ThemeFigures(theme.Voices, theme.Open, theme.Weight, VoiceTone.Of(await TextsAsync(db, seen, theme.Key, cancellationToken))));
        return new ThemeStudy(change, time.GetUtcNow(), themes, await ClustersAsync(db, reach, cancellationToken));
    }

    /// <summary>The titles of those of the voices that are still open, seen and without a theme: clusters were found a while ago.</summary>
    public async Task<IReadOnlyDictionary<int, string>> UnsortedAsync(IReadOnlyList<int> voices, VoiceReach reach, CancellationToken cancellationToken)
    {
        if (voices.Count == 0)
            return new Dictionary<int, string>();
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Unsorted(db, lists.Filtered(db, All, reach)!.Where(voice => voices.Contains(voice.Id)))
            .Select(voice => new { voice.Id, voice.Title }).ToDictionaryAsync(voice => voice.Id, voice => voice.Title, cancellationToken);
    }

    private async Task<IReadOnlyList<FoundCluster>> ClustersAsync(AppDb db, VoiceReach reach, CancellationToken cancellationToken)
    {
        var unsorted = await Unsorted(db, lists.Filtered(db, All, reach)!)
            .OrderByDescending(voice => voice.CapturedAt).Take(UnsortedRead).Select(voice => new { voice.Id, voice.Title, voice.Body }).ToListAsync(cancellationToken);
        return [.. VoiceClusters.Of([.. unsorted.Select(voice => (voice.Id, voice.Title, voice.Body))], SmallestCluster, ClustersShown)
            .Select(cluster => new FoundCluster(cluster.Words, cluster.Texts))];
    }

    private static IQueryable<Voice> Unsorted(AppDb db, IQueryable<Voice> seen) =>
        seen.Where(voice => voice.ClosedAs == null && !db.Set<VoiceTheme>().Any(given => given.VoiceId == voice.Id && !given.IsSuggested));

    // Only those who buy and use: nobody of the house is read for how they sound.
    private static Task<List<string>> TextsAsync(AppDb db, IQueryable<Voice> seen, int theme, CancellationToken cancellationToken) =>
        db.Set<VoiceTheme>().Where(given => given.ThemeId == theme && !given.IsSuggested)
            .Join(seen.Where(voice => voice.Kind == VoiceKind.User || voice.Kind == VoiceKind.Customer), given => given.VoiceId, voice => voice.Id, (_, voice) => voice)
            .OrderByDescending(voice => voice.CapturedAt).Take(TextsRead).Select(voice => voice.Title + " " + voice.Body).ToListAsync(cancellationToken);
}
