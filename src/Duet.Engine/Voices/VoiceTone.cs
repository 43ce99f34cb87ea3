namespace Duet.Engine.Voices;

/// <summary>
/// How texts of customers and users sound, taken together: a short list of words, counted. It reads no irony and knows two
/// languages; one text alone is never judged by it.
/// </summary>
public static class VoiceTone
{
    /// <summary>Texts that are needed before anything is said.</summary>
    public const int Fewest = 5;

    // Not "better": whoever asks for it is not glad yet.
    private static readonly HashSet<string> Glad = Words("""
        good great love loved nice thanks thank helpful easy fast faster excellent perfect happy glad clear useful smooth works
        gut super toll danke einfach schnell schneller hilfreich perfekt klar funktioniert gefallt
        """);

    private static readonly HashSet<string> Critical = Words("""
        bad slow slower broken breaks break fail fails failed failure error errors bug bugs crash crashes wrong missing lost lose loses hard difficult
        annoying confusing confused impossible cannot terrible worse useless stuck hate ugly frustrating late never stops forgets refused
        schlecht langsam kaputt fehler falsch fehlt fehlen verloren schwierig nervig verwirrend unmoglich nie abgesturzt schlimmer
        """);

    private static readonly HashSet<string> Turning = Words("not no dont doesnt didnt isnt wasnt never without nicht kein keine nie ohne");

    /// <summary>How many sound critical, glad, or neither; null for fewer than <see cref="Fewest"/> texts.</summary>
    public static ToneOfTexts? Of(IReadOnlyCollection<string> texts)
    {
        if (texts.Count < Fewest)
            return null;
        var scores = texts.Select(Score).ToList();
        return new ToneOfTexts(texts.Count, scores.Count(score => score < 0), scores.Count(score => score > 0));
    }

    // A word that is turned round ("not good") counts for the other side.
    private static int Score(string text)
    {
        var (score, turned) = (0, 0);
        foreach (var word in VoiceWords.Of(text))
        {
            var sign = Glad.Contains(word) ? 1 : Critical.Contains(word) ? -1 : 0;
            score += turned > 0 && sign > 0 ? -sign : sign;
            turned = Turning.Contains(word) ? 2 : turned - 1;
        }
        return Math.Sign(score);
    }

    private static HashSet<string> Words(string words) => [.. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}

/// <param name="Read">How many texts were counted.</param>
public sealed record ToneOfTexts(int Read, int Critical, int Glad)
{
    private const int Twice = 2;

    /// <summary>One side only where it has twice as many as the other, and at least a quarter of all.</summary>
    public ToneWord Sounds =>
        Critical >= Twice * Math.Max(1, Glad) && 4 * Critical >= Read ? ToneWord.Critical
        : Glad >= Twice * Math.Max(1, Critical) && 4 * Glad >= Read ? ToneWord.Glad
        : ToneWord.Mixed;
}

public enum ToneWord
{
    Critical,
    Mixed,
    Glad,
}
