namespace Duet.Engine.Surveys;

/// <summary>How many people were in one leaf then and are in another now.</summary>
/// <param name="Then">A leaf of the former wave; null for people who were not asked.</param>
/// <param name="Now">A leaf of the new one; null for people who are not asked any more.</param>
public sealed record LeafMove(string? Then, string? Now, int People)
{
    /// <summary>Counts people, given each one's leaf in the former and in the new wave. Empty where nobody was ever asked.</summary>
    public static IReadOnlyList<LeafMove> Between(IReadOnlyDictionary<int, string> then, IReadOnlyDictionary<int, string> now) =>
        [.. then.Keys.Union(now.Keys).GroupBy(person => (Then: then.GetValueOrDefault(person), Now: now.GetValueOrDefault(person)))
            .Select(group => new LeafMove(group.Key.Then, group.Key.Now, group.Count()))
            .OrderBy(move => move.Now, StringComparer.Ordinal).ThenBy(move => move.Then, StringComparer.Ordinal)];
}
