namespace Duet.Engine.Voices;

/// <summary>
/// Groups texts that say nearly the same, for a person to name: the text with the most like it leads a group, which takes them
/// all; then the next among those left (leader clustering over the cosines of <see cref="VoiceIndex"/>).
/// </summary>
public static class VoiceClusters
{
    /// <summary>From here on two texts may be of one group.</summary>
    public const double Least = 0.18;

    private const int LikeAsked = 40;
    private const int WordsShown = 3;
    private const int ShortestWord = 4;

    /// <param name="texts">Number, title and body of each; numbers are unique.</param>
    /// <param name="smallest">Texts that a group needs at least.</param>
    /// <param name="most">Groups given at most.</param>
    /// <returns>The largest first; each text in one group at most. Empty where nothing repeats itself.</returns>
    public static IReadOnlyList<TextCluster> Of(IReadOnlyList<(int Id, string Title, string Body)> texts, int smallest, int most)
    {
        var index = new VoiceIndex();
        foreach (var text in texts)
            index.Put(text.Id, text.Title, text.Body);
        var like = texts.ToDictionary(text => text.Id, text => index.LikeText(text.Id, LikeAsked, Least).Select(found => found.Id).ToList());
        var words = texts.ToDictionary(text => text.Id, text => Telling(VoiceWords.Of($"{text.Title} {text.Body}")));
        var everywhere = words.Values.SelectMany(set => set).GroupBy(word => word, StringComparer.Ordinal).ToDictionary(word => word.Key, word => word.Count(), StringComparer.Ordinal);
        HashSet<int> left = [.. texts.Select(text => text.Id)];
        List<TextCluster> clusters = [];
        foreach (var leader in texts.Select(text => text.Id).OrderByDescending(id => like[id].Count).ThenBy(id => id))
        {
            if (!left.Contains(leader))
                continue;
            List<int> members = [leader, .. like[leader].Where(left.Contains)];
            if (members.Count < smallest)
                continue;
            left.ExceptWith(members);
            clusters.Add(new TextCluster(Common(members), members));
        }
        return [.. clusters.OrderByDescending(cluster => cluster.Texts.Count).ThenBy(cluster => cluster.Texts[0]).Take(most)];

        // Short words tell little; where a text has no others, they are what it says.
        static HashSet<string> Telling(IReadOnlyList<string> all) =>
            (all.Any(word => word.Length >= ShortestWord) ? all.Where(word => word.Length >= ShortestWord) : all).ToHashSet(StringComparer.Ordinal);

        // What most of them say and few others do.
        IReadOnlyList<string> Common(List<int> members) =>
        [
            .. members.SelectMany(id => words[id]).GroupBy(word => word, StringComparer.Ordinal)
                .OrderByDescending(word => word.Count() * Math.Log(1 + (double)texts.Count / everywhere[word.Key])).ThenBy(word => word.Key, StringComparer.Ordinal)
                .Take(WordsShown).Select(word => word.Key),
        ];
    }
}

/// <param name="Words">What the texts have in common, the most telling first; never empty for texts with words.</param>
/// <param name="Texts">Their numbers, the leader first.</param>
public sealed record TextCluster(IReadOnlyList<string> Words, IReadOnlyList<int> Texts);
