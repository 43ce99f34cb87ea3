using Duet.Feedback.Records;

namespace Duet.Feedback.Themes;

/// <summary>What the page of themes shows: the codebook as it is now, beside what was last found out about the voices.</summary>
internal sealed class ThemePictures(Codebook codebook, ThemeStudies studies, ThemeReading reading)
{
    private const int TitlesShown = 3;

    private static readonly ThemeFigures None = new(0, 0, 0, null);

    public async Task<ThemesShown> ReadAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        var study = await studies.LatestAsync(reach, cancellationToken);
        var themes = (await codebook.ListAsync(cancellationToken)).Select(theme => new ThemePicture(theme, study?.Themes.GetValueOrDefault(theme.Id) ?? None));
        var left = await reading.UnsortedAsync([.. (study?.Clusters ?? []).SelectMany(cluster => cluster.Voices)], reach, cancellationToken);
        var clusters = (study?.Clusters ?? []).Select(cluster => new VoiceCluster(
            cluster.Words, [.. cluster.Voices.Where(left.ContainsKey)], [.. cluster.Voices.Where(left.ContainsKey).Take(TitlesShown).Select(voice => left[voice])])
        { Leader = cluster.Voices[0] });
        return new ThemesShown(
            [.. themes.OrderByDescending(picture => picture.Figures.Weight)], [.. clusters.Where(cluster => cluster.Voices.Count >= ThemeReading.SmallestCluster)], study?.At);
    }
}

/// <param name="Themes">The heaviest first.</param>
/// <param name="At">When figures and clusters were found; null while they are found for the first time.</param>
internal sealed record ThemesShown(IReadOnlyList<ThemePicture> Themes, IReadOnlyList<VoiceCluster> Clusters, DateTimeOffset? At)
{
    public static ThemesShown Nothing { get; } = new([], [], null);
}

internal sealed record ThemePicture(Theme Theme, ThemeFigures Figures);

/// <param name="Voices">Those that nobody has given a theme to since.</param>
internal sealed record VoiceCluster(IReadOnlyList<string> Words, IReadOnlyList<int> Voices, IReadOnlyList<string> Titles)
{
    /// <summary>The voice that the cluster is known by, also when it has got a theme since.</summary>
    public int Leader { get; init; }
}
