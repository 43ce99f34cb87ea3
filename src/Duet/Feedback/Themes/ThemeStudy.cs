using Duet.Engine.Voices;

namespace Duet.Feedback.Themes;

/// <summary>What was found out about all voices that somebody sees, as they were at one moment.</summary>
/// <param name="Change">The last change of voices that it knows.</param>
/// <param name="Themes">By their numbers; one that no voice was given to is missing.</param>
/// <param name="Clusters">Groups of open voices that a person could give one theme, the largest first.</param>
internal sealed record ThemeStudy(long Change, DateTimeOffset At, IReadOnlyDictionary<int, ThemeFigures> Themes, IReadOnlyList<FoundCluster> Clusters);

/// <param name="Tone">Of customers' and users' voices together; null for fewer than five.</param>
internal sealed record ThemeFigures(int Voices, int Open, double Weight, ToneOfTexts? Tone);

/// <summary>Numbers only: what was erased since must not be shown from here.</summary>
/// <param name="Words">What they have in common.</param>
/// <param name="Voices">The one that is most like the others first.</param>
internal sealed record FoundCluster(IReadOnlyList<string> Words, IReadOnlyList<int> Voices);
